package org.healthhut.district.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do. */
public enum Role {
  /** Sees residents and their readings, and the state of the kiosks. */
  DOCTOR,
  /**
   * Sees the kiosks and what is in quarantine, acknowledges alarms, closes gaps and blocks kiosks;
   * sees no resident.
   */
  OPERATOR,
  /** An operator who may also tell kiosks what to do. */
  ADMINISTRATOR;

  /** The name in the database and in settings. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> ofKey(String key) {
    return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
  }
}
