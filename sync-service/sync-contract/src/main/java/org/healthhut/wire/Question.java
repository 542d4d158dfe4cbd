package org.healthhut.wire;

import org.healthhut.person.Identity;

/**
 * What a kiosk asks the district about whoever has signed in: who they are to it, and what they
 * measured lately. It travels as an {@link Inquiry}.
 *
 * @param token of the visit, drawn at random; see {@link Subject}
 */
public record Question(Identity identity, String token) {
  @Override
  public String toString() {
    return "Question[hidden]";
  }
}
