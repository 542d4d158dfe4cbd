package org.healthhut.device.nonin;

import java.time.Duration;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.oximetry.PushedSamples;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.vital.Moment;

/** The simple ASCII mode: {@code SPO2=097 HR=072} once a second (spo2-nonin.md, C). */
public final class AsciiFormat implements Driver {
  /** spo2-nonin.md, table of devices. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /** Three lines, chosen by this project. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

  /** The mark of an event stands somewhere behind; the note does not say where. */
  private static final Pattern VALUES =
      Pattern.compile("SPO2=(?<saturation>[0-9]{3}|---) HR=(?<pulse>[0-9]{3}|---) ?\\*?");

  private static final int LENGTH_MAX = 17;
  private static final LineFraming LINES = new LineFraming(LENGTH_MAX + 1);

  private final PushedSamples samples =
      new PushedSamples(LINES, LINES.frameMax(), AsciiFormat::decode, false, SILENCE_MAX);

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    return samples.on(stimulus, now);
  }

  /** Missing values are all this mode has to say that no finger is in. */
  static Sample decode(Bytes line) {
    var values = VALUES.matcher(line.latin1());
    if (!values.matches()) {
      return new Sample.Malformed("no line of this format");
    }
    var saturationText = values.group("saturation");
    var pulseText = values.group("pulse");
    if (saturationText.equals("---") && pulseText.equals("---")) {
      return new Sample.NoFinger();
    }
    if (saturationText.equals("---") || pulseText.equals("---")) {
      return new Sample.Unsure("no value yet");
    }
    int saturation = Integer.parseInt(saturationText);
    int pulse = Integer.parseInt(pulseText);
    if (saturation > 100) {
      return new Sample.Malformed("saturation above 100 %");
    }
    return saturation == 0 || pulse == 0
        ? new Sample.Unsure("no value yet")
        : new Sample.Values(saturation, pulse, false);
  }
}
