package org.healthhut.kiosk.uplink;

/** How the kiosk stands with the district. */
public enum LinkState {
  /** No connection; the next attempt waits for its time. */
  OFFLINE,
  /** An attempt is under way. */
  CONNECTING,
  /** Connected, and something captured is not acknowledged yet. */
  DRAINING,
  /** Connected, and everything was acknowledged at some time since. */
  LIVE
}
