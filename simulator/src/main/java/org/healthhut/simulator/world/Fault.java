package org.healthhut.simulator.world;

/** What can happen to a kiosk, the line and the district. */
public enum Fault {
  /** The kiosk's program is killed; the machine runs on. */
  KILL,
  /** The kiosk's power goes between two steps. */
  POWER_CUT,
  /** The kiosk's power goes during an operation of its disk. */
  CUT_IN_OPERATION,
  /** The same while it starts. */
  CUT_IN_RECOVERY,
  DISK_FULL,
  DISK_FAILING,
  /** The index does not survive a crash, or is older than it was. */
  INDEX_LOST,
  INDEX_FAILED,
  /** The kiosk's wall clock jumps by decades. */
  CLOCK_JUMP,
  /** The kiosk comes back with an empty disk. */
  DISK_REPLACED,
  /** The kiosk comes back with its disk as it was earlier. */
  OLD_COPY,
  /** A copy of the kiosk's disk runs in another machine, under the same id, beside it. */
  CARD_CLONED,
  CONNECT_REFUSED,
  CONNECT_HANGS,
  CERTIFICATE_EXPIRED,
  CONNECTION_LOST,
  /** A connection that carries nothing and that nobody has noticed to be dead. */
  HALF_OPEN,
  /** The next connection is made by the other transport, whatever is on its way. */
  TRANSPORT_SWITCHED,
  MESSAGE_LOST,
  MESSAGE_DOUBLED,
  /** For seconds, so that others overtake it. */
  MESSAGE_DELAYED,
  /** The broker says that it has a message and delivers it to nobody. */
  PUBACK_WITHOUT_DELIVERY,
  /** The broker starts again and knows nothing of before. */
  BROKER_AMNESIA,
  SERVER_CRASH,
  DATABASE_FAILED,
  /** The database commits, and the server is told that it failed. */
  DATABASE_ANSWERED_LATE
}
