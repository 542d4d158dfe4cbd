package org.healthhut.simulator.device.vitals;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Transmission;

/**
 * Nonin oximeter in its simple ASCII mode, a line a second.
 *
 * <pre>
 * SPO2=XXX HR=YYY CR LF      three digits, --- when missing, an extra * marks an event
 * </pre>
 *
 * <p>Source: protocols/spo2-nonin.md, C. Nothing in it tells a finger whose pulse is not found from
 * no finger. guess: that the {@code *} stands at the end, and that the event is somebody pressing
 * the button as the finger is put in.
 */
final class NoninAscii extends Oximeter {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private boolean event;

  NoninAscii(RandomGenerator random) {
    super(random, SECOND);
  }

  @Override
  void fingerMoved(boolean in, Duration uptime) {
    event = in;
  }

  @Override
  List<Transmission> says(Duration at) {
    boolean seen = finger.hasNumbers();
    var line = seen ? line(finger.saturation(), finger.pulse(), event) : none(event);
    event = false;
    return List.of(line);
  }

  static Transmission line(int saturation, int pulse, boolean event) {
    return line(
        String.format(Locale.ROOT, "SPO2=%03d HR=%03d", saturation, pulse),
        "SpO2 %d %%, %d/min".formatted(saturation, pulse),
        event);
  }

  static Transmission none(boolean event) {
    return line("SPO2=--- HR=---", "无读数 no numbers", event);
  }

  private static Transmission line(String text, String note, boolean event) {
    return new Transmission(
        Bytes.ascii(text + (event ? "*" : "") + "\r\n"), note, Transmission.NO_CHECKSUM);
  }
}
