package org.healthhut.simulator.device;

/** Whether bytes on the wire are what the format asks for. */
public enum Verdict {
  /** The checksum holds. */
  GOOD("ok"),
  /** Spoiled on purpose, or not a frame. */
  BAD("bad"),
  /** The format has no checksum, or this is a piece of a frame. */
  UNCHECKED("none");

  private final String key;

  Verdict(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }
}
