package org.healthhut.device.link;

/**
 * A serial port that a configuration could name.
 *
 * @param name what stays the same when the cable is plugged in elsewhere or in another order, as
 *     {@code /dev/serial/by-id/…}; the device itself where there is no such name
 * @param device as {@code /dev/ttyUSB0}
 * @param description what the adapter calls itself, empty where it does not
 */
public record Candidate(String name, String device, String description) {}
