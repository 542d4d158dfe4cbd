package org.healthhut.wire;

/**
 * Whose visit it is. The token is drawn at random for the visit and means nothing outside it; a
 * hash of an identity number is never used in its place, since 18 digits can be tried out in
 * seconds.
 */
public sealed interface Subject {
  String token();

  /** Somebody who did not say who they are. */
  record Guest(String token) implements Subject {}

  /**
   * Somebody who typed or showed an identity.
   *
   * @param sealedIdentity an {@link org.healthhut.person.Identity}, sealed by {@link
   *     DistrictKey#sealIdentity} so that the district alone can read it
   */
  record Resident(String token, String sealedIdentity) implements Subject {}
}
