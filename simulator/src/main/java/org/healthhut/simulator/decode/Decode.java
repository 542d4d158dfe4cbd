package org.healthhut.simulator.decode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.shell.Options;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/** {@code decode}: prints what a model's driver makes of bytes. */
public final class Decode {
  /** How it is called. */
  public static final String USAGE =
      "decode --model hbp-9030 (--hex \"53 54 …\" | --text \"ST,GS,…\" | --capture FILE [--device bp-a])"
          + " [--at 2026-11-21T10:00:00+08:00]";

  /** Printed where a driver has nothing to say, which is no fault of the device. */
  private static final String NOTHING =
      "{\"event\":\"nothing\",\"detail\":\"the driver waits for more bytes than these\"}";

  private Decode() {}

  /**
   * Decodes and prints, one line an event.
   *
   * @param now what a device's clock is compared with, unless {@code --at} says when the bytes were
   *     captured
   * @throws IllegalArgumentException when the options or the bytes cannot be understood
   */
  public static void run(Options options, Moment now, PrintStream out) throws IOException {
    var model = model(options.text("model", ""));
    var recording = recording(options);
    var began = began(options, now);
    options.requireAllKnown();
    var line = model.line();
    var quiet = (line == null ? LineSettings.of8N1(9600) : line).quiet();
    var said = new Player(model.newDriver().get(), quiet, began).play(recording);
    said.forEach(each -> out.println(EventJson.of(each)));
    if (said.isEmpty()) {
      out.println(NOTHING);
    }
  }

  private static Moment began(Options options, Moment now) {
    var at = options.text("at", "");
    if (at.isEmpty()) {
      return now;
    }
    try {
      return new Moment(
          OffsetDateTime.parse(at).toInstant(), ClockTrust.SYNCHRONIZED, now.uptime());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--at takes the moment of the capture, as 2026-11-21T10:00:00+08:00", e);
    }
  }

  private static Model model(String id) {
    return Catalogue.find(id)
        .orElseThrow(() ->
            new IllegalArgumentException(
                (id.isEmpty() ? "--model is missing" : "no model '" + id + "'")
                    + "; the catalogue has "
                    + String.join(", ", Catalogue.models().stream().map(Model::id).toList())));
  }

  private static Recording recording(Options options) throws IOException {
    var hex = options.text("hex", "");
    var text = options.text("text", "");
    var capture = options.text("capture", "");
    var device = options.text("device", "");
    if (List.of(hex, text, capture).stream().filter(given -> !given.isEmpty()).count() != 1) {
      throw new IllegalArgumentException("give the bytes once: as --hex, --text or --capture");
    }
    if (!hex.isEmpty()) {
      try {
        return Recording.of(Bytes.hex(hex));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--hex takes pairs of 0-9 and A-F", e);
      }
    }
    if (!text.isEmpty()) {
      try {
        return Recording.of(Bytes.ascii(text.replace("\\r", "\r").replace("\\n", "\n")));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--text takes ASCII; give other bytes as --hex", e);
      }
    }
    var file = Path.of(capture);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("no such file: " + capture);
    }
    try {
      return Recording.capture(Files.readAllLines(file), device);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(capture + " is no text file", e);
    }
  }
}
