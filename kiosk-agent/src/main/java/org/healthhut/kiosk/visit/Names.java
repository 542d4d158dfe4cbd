package org.healthhut.kiosk.visit;

/** Names as a screen may show them. */
final class Names {
  private Names() {}

  /**
   * The first character, and the last where there are three or more: 王*明, 陈*. Written in code
   * points, since rare characters take two.
   */
  static String masked(String name) {
    var points = name.strip().codePoints().toArray();
    if (points.length == 0) {
      return "*";
    }
    var first = Character.toString(points[0]);
    return points.length < 3
        ? first + "*"
        : first + "*" + Character.toString(points[points.length - 1]);
  }
}
