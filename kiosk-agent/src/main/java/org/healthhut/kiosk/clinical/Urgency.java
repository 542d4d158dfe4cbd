package org.healthhut.kiosk.clinical;

/** How a value presses, least first. */
public enum Urgency {
  NONE,
  /** Say nothing alarming, rest, measure again. */
  REPEAT,
  /** Call the staff and the family doctor now, offline as well; never wait for a mean. */
  URGENT,
  /** The same, and the screen names 120. */
  EMERGENCY
}
