package org.healthhut.kiosk.clinical;

/** Where a value lies against a line that depends on age. */
public enum Line {
  MET,
  NOT_MET,
  /** The rules draw no line for this age, or the age is unknown. */
  NO_RULE
}
