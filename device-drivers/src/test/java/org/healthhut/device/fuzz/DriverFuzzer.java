package org.healthhut.device.fuzz;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.vector.Conversation;

/**
 * What the fuzzer runs, millions of times: its bytes are a script of what a line does to a driver.
 *
 * <pre>
 * [model]  only without -Dfuzz.model
 * then steps, each of one byte b:
 *   b even      the next b/2 + 1 bytes of the script are received in one piece
 *   b % 4 == 1  the line goes quiet
 *   b % 4 == 3  (b / 4) x 250 ms pass; b = 255: a person asks for a measurement,
 *               b = 251: for the clock to be set
 * </pre>
 */
public final class DriverFuzzer {
  private static final List<Model> MODELS = Catalogue.models();
  private static final int ASK = 255;
  private static final int SET_CLOCK = 251;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private DriverFuzzer() {}

  /** Called by Jazzer, by its name. */
  public static void fuzzerTestOneInput(byte[] script) {
    var rest = Bytes.copyOf(script);
    var named = System.getProperty("fuzz.model", "");
    var model = Catalogue.find(named);
    if (model.isPresent()) {
      play(model.get(), rest);
    } else if (!rest.isEmpty()) {
      play(MODELS.get(rest.u8(0) % MODELS.size()), rest.drop(1));
    }
  }

  private static void play(Model model, Bytes script) {
    var conversation = new Conversation(model.newDriver().get());
    var rest = script;
    while (!rest.isEmpty()) {
      int step = rest.u8(0);
      rest = rest.drop(1);
      if (step % 2 == 0) {
        int length = Math.min(rest.length(), step / 2 + 1);
        conversation.receive(rest.slice(0, length));
        rest = rest.drop(length);
      } else if (step % 4 == 1) {
        conversation.quiet();
      } else if (step == ASK) {
        conversation.tell(new Stimulus.Asked(Stimulus.Request.MEASURE));
      } else if (step == SET_CLOCK) {
        conversation.tell(new Stimulus.Asked(Stimulus.Request.SET_CLOCK));
      } else {
        conversation.pass(PAUSE.multipliedBy(step / 4));
      }
    }
    conversation.quiet();
    conversation.tell(new Stimulus.Closed());
    conversation.measured().forEach(DriverFuzzer::mustBePlausible);
  }

  private static void mustBePlausible(Measured measured) {
    measured
        .values()
        .forEach((metric, quantity) -> {
          if (!metric.plausible(quantity)) {
            throw new IllegalStateException(metric.key() + " of " + quantity);
          }
        });
    if (measured.values().isEmpty()) {
      throw new IllegalStateException("a measurement of nothing");
    }
  }

  /** A script that plays {@code bytes} in one piece after another. */
  static Bytes script(Bytes bytes) {
    var script = Bytes.EMPTY;
    for (var rest = bytes; !rest.isEmpty(); ) {
      int length = Math.min(rest.length(), 127);
      script = script.plus(Bytes.of(2 * (length - 1))).plus(rest.slice(0, length));
      rest = rest.drop(length);
    }
    return script;
  }
}
