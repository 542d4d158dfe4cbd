package org.healthhut.kiosk.takeaway;

/** What came of a slip. */
public enum Printed {
  /** All of it went to the printer, which did not complain; some printers never say anything. */
  PRINTED,
  NO_PAPER,
  FAILED
}
