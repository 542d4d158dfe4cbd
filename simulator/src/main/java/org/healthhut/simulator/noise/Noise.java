package org.healthhut.simulator.noise;

import java.util.Locale;

/** What happens to the bytes a driver is given. */
public enum Noise {
  /** Random bytes, each as likely as any other. */
  RANDOM,
  /** Random bytes as often as each of them is in the format's own traffic. */
  TEXT,
  /** Frames with bytes inserted or lost, frames cut off, joined to the next or sent twice. */
  TORN,
  /** Frames with one bit flipped; where the line has parity, that byte is lost. */
  BIT,
  /** Frames with one byte replaced by another, or lost where parity tells. */
  BYTE;

  /** Whether it is made of a device's frames, so that somebody has to send some. */
  public boolean damages() {
    return this == TORN || this == BIT || this == BYTE;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
