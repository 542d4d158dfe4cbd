package org.healthhut.kiosk.outbox;

import java.util.Locale;

/** How much room there is for records on the disk they are kept on. */
public enum Room {
  ENOUGH,

  /** Little is left: acknowledged records go before their retention is over, and staff is told. */
  SHORT,

  /** None that a visit could be sure of: no new one may begin. */
  NONE;

  /** As the kiosk's state has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
