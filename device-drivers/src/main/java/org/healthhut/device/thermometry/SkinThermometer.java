package org.healthhut.device.thermometry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A GY-MCU90614 or GY-MCU90615 module before a forehead (ir-thermometer.md, State machine).
 *
 * <pre>
 * IDLE --over 28 °C--> SETTLING --1 s--> SAMPLING --10 frames--> DONE --28 °C or less--> IDLE
 * </pre>
 *
 * <p>What it measures is the skin. The note forbids to present that as body temperature and gives
 * no calibration: so it is told as {@link Metric#SKIN_TEMPERATURE}, the mean of ten frames, and
 * never as anything else.
 */
public final class SkinThermometer implements Driver {
  /** ir-thermometer.md, A. */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  private static final Bytes CONTINUOUS_OUTPUT = Bytes.hex("A5 45 EA");

  /** ir-thermometer.md, State machine, as all limits below; in hundredths of a degree. */
  private static final int PERSON_MIN = 2800;

  private static final int SKIN_MAX = 4500;
  private static final int ROOM_MIN = 1000;
  private static final int ROOM_MAX = 4000;
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final int SAMPLES = 10;

  /** Without a frame the command is sent again (ir-thermometer.md, Timing). */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(1);

  /** Chosen by this project. */
  private static final int ATTEMPTS_MAX = 3;

  private enum Phase {
    IDLE,
    SETTLING,
    SAMPLING,
    DONE
  }

  private final FrameReader reader = new FrameReader(new GyFraming(), GyFraming.FRAME_MAX);
  private Phase phase = Phase.IDLE;
  private Duration nearSince = Duration.ZERO;
  private int samples;
  private int hundredths;
  private int attempts;
  private boolean toldReady;
  private boolean toldSilent;
  private boolean toldRoom;
  private @Nullable Duration writeAt;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    var writes = expire(now, events);
    switch (stimulus) {
      case Stimulus.Opened() -> {
        attempts = 1;
        writeAt = now.uptime().plus(SILENCE_MAX);
        writes = List.of(CONTINUOUS_OUTPUT);
      }
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
      case Stimulus.Closed() -> {
        reader.clear();
        writeAt = null;
        return Response.NOTHING;
      }
    }
    return new Response(writes, events, writeAt);
  }

  private List<Bytes> expire(Moment now, List<DeviceEvent> events) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return List.of();
    }
    writeAt = now.uptime().plus(SILENCE_MAX);
    interrupt();
    if (attempts >= ATTEMPTS_MAX && !toldSilent) {
      phase = Phase.IDLE;
      toldSilent = true;
      toldReady = false;
      events.add(new Failed(Fault.SILENT, "no frame for 3 s"));
    }
    attempts = Math.min(attempts + 1, ATTEMPTS_MAX);
    return List.of(CONTINUOUS_OUTPUT);
  }

  /** A measurement begins anew; whoever has been measured is not measured again. */
  private void interrupt() {
    if (phase != Phase.DONE) {
      phase = Phase.IDLE;
    }
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) -> {
          attempts = 0;
          toldSilent = false;
          writeAt = now.uptime().plus(SILENCE_MAX);
          sample((short) body.u16be(0), (short) body.u16be(2), now, events);
        }
      }
    }
  }

  /** Both temperatures are signed hundredths of a degree. */
  private void sample(int object, int room, Moment now, List<DeviceEvent> events) {
    if (room < ROOM_MIN || room > ROOM_MAX) {
      interrupt();
      toldReady = false;
      if (!toldRoom) {
        toldRoom = true;
        events.add(
            new Failed(
                Fault.TEMPERATURE,
                room < ROOM_MIN ? "the room is below 10 °C" : "the room is above 40 °C"));
      }
      return;
    }
    toldRoom = false;
    boolean near = object > PERSON_MIN;
    switch (phase) {
      case IDLE -> {
        if (near) {
          phase = Phase.SETTLING;
          nearSince = now.uptime();
          toldReady = false;
          events.add(new Status(State.MEASURING, ""));
        } else {
          ready(events);
        }
      }
      case SETTLING, SAMPLING -> {
        if (!near) {
          phase = Phase.IDLE;
          events.add(new Failed(Fault.MOVEMENT, "the person left before the end"));
          ready(events);
        } else if (object > SKIN_MAX) {
          phase = Phase.DONE;
          events.add(new Failed(Fault.IMPLAUSIBLE, "hotter than skin can be"));
        } else {
          settle(object, now, events);
        }
      }
      case DONE -> {
        if (!near) {
          phase = Phase.IDLE;
          ready(events);
        }
      }
    }
  }

  private void settle(int object, Moment now, List<DeviceEvent> events) {
    if (phase == Phase.SETTLING) {
      if (now.uptime().compareTo(nearSince.plus(SETTLING)) < 0) {
        return;
      }
      phase = Phase.SAMPLING;
      samples = 0;
      hundredths = 0;
    }
    samples++;
    hundredths += object;
    if (samples == SAMPLES) {
      phase = Phase.DONE;
      events.add(new Measured(Map.of(Metric.SKIN_TEMPERATURE, mean()), Set.of(), null, null));
      ready(events);
    }
  }

  private Quantity mean() {
    var celsius =
        BigDecimal.valueOf(hundredths, 2)
            .divide(BigDecimal.valueOf(SAMPLES), 2, RoundingMode.HALF_UP);
    return new Quantity(Comparator.EXACTLY, celsius, Metric.SKIN_TEMPERATURE.unit());
  }

  private void ready(List<DeviceEvent> events) {
    if (!toldReady) {
      toldReady = true;
      events.add(new Status(State.READY, ""));
    }
  }
}
