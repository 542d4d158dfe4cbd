package org.healthhut.vital;

/** How far the kiosk's wall clock could be believed when it was read. */
public enum ClockTrust {
  /** The operating system reported a synchronised clock. */
  SYNCHRONIZED,
  /** It did not, or could not be asked. */
  UNSYNCHRONIZED
}
