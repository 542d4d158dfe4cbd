package org.healthhut.device.gpio;

/** Line numbers as configurations give them. */
final class Lines {
  private Lines() {}

  static void requireDifferent(String name, int line, String otherName, int otherLine) {
    require(name, line);
    require(otherName, otherLine);
    if (line == otherLine) {
      throw new IllegalArgumentException(
          name + " and " + otherName + " must be two lines, are both " + line);
    }
  }

  private static void require(String name, int line) {
    if (line < 0 || line > Pins.LINE_MAX) {
      throw new IllegalArgumentException(
          name + " must be a BCM number, 0.." + Pins.LINE_MAX + ", is " + line);
    }
  }
}
