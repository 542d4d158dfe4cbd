package org.healthhut.simulator.device;

/**
 * What a device's own display shows.
 *
 * @param big the large characters: a pressure, a countdown, a result
 * @param unit what the large characters are in, or empty
 * @param percent how far the measurement has come, 0..100, or -1 when there is nothing to wait for
 */
public record Panel(
    Mood mood, String big, String unit, String chinese, String english, int percent) {
  public enum Mood {
    IDLE,
    BUSY,
    DONE,
    FAILED
  }

  public static Panel idle(String big, String unit, String chinese, String english) {
    return new Panel(Mood.IDLE, big, unit, chinese, english, -1);
  }

  public static Panel busy(String big, String unit, String chinese, String english, int percent) {
    return new Panel(Mood.BUSY, big, unit, chinese, english, Math.clamp(percent, 0, 100));
  }

  public static Panel done(String big, String unit, String chinese, String english) {
    return new Panel(Mood.DONE, big, unit, chinese, english, -1);
  }

  public static Panel failed(String big, String chinese, String english) {
    return new Panel(Mood.FAILED, big, "", chinese, english, -1);
  }
}
