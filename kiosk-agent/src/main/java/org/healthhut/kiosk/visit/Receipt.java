package org.healthhut.kiosk.visit;

/**
 * What an appended record is to its visit, so that its fate can be told back.
 *
 * @param visit the visit's random id
 * @param number 0 for the beginning of the visit, from 1 for its readings
 */
public record Receipt(String visit, int number) {
  static final int BEGINNING = 0;

  /** Whether it is of a reading in that visit. */
  boolean isOfReading(String id) {
    return visit.equals(id) && number != BEGINNING;
  }
}
