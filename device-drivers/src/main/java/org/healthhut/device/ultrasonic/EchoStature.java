package org.healthhut.device.ultrasonic;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.sampled.SampleFraming;
import org.healthhut.device.weighing.Waits;
import org.healthhut.vital.Comparator;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A person's height from the echoes of a sensor over their head (height-weight.md, section 5): the
 * median of 9, without those more than 1.5 cm from it, once between stepping under the sensor and
 * leaving.
 *
 * <pre>
 * UNKNOWN --3 times nobody--> FREE --somebody--> STANDING --9 that agree--> LEAVING
 *         --somebody--> LEAVING --nobody for 1 s--> FREE
 * </pre>
 */
public final class EchoStature implements Driver {
  private static final int READINGS = 9;

  /** Of 9, how many must agree before their median counts; chosen by this project. */
  private static final int AGREEING_MIN = 7;

  private static final int AGREE_WITHIN_MM = 15;

  /** Below this it is a bag, a stool or the floor (valid height 80 to 220 cm). */
  private static final int PERSON_MM_MIN = 800;

  private static final int PERSON_MM_MAX = 2200;

  /** How far below the floor an echo may seem to come from: the sensor's ±3 mm and the heat. */
  private static final int BELOW_FLOOR_MM_MAX = 100;

  private static final int NOBODY_TIMES = 3;

  // Chosen by this project; at about ten bursts a second.
  private static final int BROKEN_TIMES = 3;
  private static final int DISTURBED_TIMES = 20;
  private static final int NO_ECHO_TIMES = 30;

  private static final Duration NOBODY_FOR = Duration.ofSeconds(1);

  private enum Phase {
    UNKNOWN,
    FREE,
    STANDING,
    LEAVING
  }

  private final FrameReader reader = new FrameReader(EchoSample.FRAMING, SampleFraming.FRAME_MAX);
  private final Waits waits = new Waits();
  private final Deque<Integer> heightsMm = new ArrayDeque<>();

  private @Nullable Mounting mounting;
  private Phase phase = Phase.UNKNOWN;
  private @Nullable Duration nobodySince;
  private int nobodyTimes;
  private EchoSample bad = EchoSample.ECHO;
  private int badInARow;

  // What has been said and is not said again until it has been otherwise.
  private boolean broken;
  private boolean toldUnmounted;
  private boolean toldTooLow;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> waits.opened(now);
      case Stimulus.Received(var bytes) -> {
        expire(now, events);
        interpret(reader.received(bytes), now, events);
      }
      case Stimulus.Quiet() -> {
        expire(now, events);
        interpret(reader.quiet(), now, events);
      }
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(List.of(), events, waits.wakeAt());
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (waits.expire(now, "no sample for 2 s", events)) {
      enter(Phase.UNKNOWN);
    }
  }

  private void enter(Phase next) {
    phase = next;
    heightsMm.clear();
    nobodySince = null;
    nobodyTimes = 0;
    waits.left();
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) when EchoSample.isMounting(body) -> mount(body, events);
        case Found.Frame(var body) -> interpret(body, now, events);
      }
    }
  }

  private void mount(Bytes body, List<DeviceEvent> events) {
    var read = Mounting.parse(body.drop(1).latin1());
    if (mounting != null || read.isEmpty()) {
      events.add(new Refused(mounting == null ? "no mounting" : "mounted already", body));
      return;
    }
    mounting = read.get();
    events.add(new Setting("mounting", mounting.toString(), true));
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    waits.heard(now);
    var sample = EchoSample.of(body);
    switch (sample) {
      case ECHO -> echoed(SampleFraming.value(body), now, events);
      case NO_ECHO -> noEcho(events);
      case UNANSWERED ->
          bad(
              sample,
              BROKEN_TIMES,
              new Failed(Fault.SENSOR, "no answer to the trigger: check power and both wires"),
              events);
      case STUCK ->
          bad(
              sample,
              BROKEN_TIMES,
              new Failed(Fault.SENSOR, "the echo line stays high: check its wire"),
              events);
      case DISTURBED ->
          bad(
              sample,
              DISTURBED_TIMES,
              new Failed(Fault.BAD_DATA, "this machine is too busy to time the echo"),
              events);
    }
  }

  private void noEcho(List<DeviceEvent> events) {
    bad(
        EchoSample.NO_ECHO,
        NO_ECHO_TIMES,
        new Failed(Fault.SENSOR, "not even the floor gives an echo: check where the sensor points"),
        events);
  }

  private void bad(EchoSample sample, int times, Failed failed, List<DeviceEvent> events) {
    badInARow = sample == bad ? badInARow + 1 : 1;
    bad = sample;
    if (badInARow >= times && !broken) {
      broken = true;
      enter(Phase.UNKNOWN);
      events.add(failed);
    }
  }

  private void echoed(int micros, Moment now, List<DeviceEvent> events) {
    if (mounting == null) {
      if (!toldUnmounted) {
        toldUnmounted = true;
        events.add(
            new Status(
                State.MISCONFIGURED,
                "where the sensor hangs is not known: measure and configure its height"));
      }
      return;
    }
    OptionalInt distance = Echo.distanceMm(micros, mounting.celsius());
    if (distance.isEmpty()) {
      noEcho(events);
      return;
    }
    bad = EchoSample.ECHO;
    badInARow = 0;
    broken = false;
    stand(mounting.heightMm() - distance.getAsInt(), now, events);
  }

  private void stand(int heightMm, Moment now, List<DeviceEvent> events) {
    boolean somebody = heightMm >= PERSON_MM_MIN;
    nobodyTimes = somebody ? 0 : Math.min(nobodyTimes + 1, NOBODY_TIMES);
    if (somebody) {
      nobodySince = null;
    } else if (nobodySince == null) {
      nobodySince = now.uptime();
    }
    switch (phase) {
      case UNKNOWN -> {
        if (somebody) {
          enter(Phase.LEAVING);
          events.add(new Status(State.STEP_OFF, ""));
        } else if (nobodyTimes == NOBODY_TIMES) {
          becomeFree(events);
        }
      }
      case FREE -> {
        if (somebody) {
          enter(Phase.STANDING);
          waits.stands(now);
          events.add(new Status(State.MEASURING, ""));
          read(heightMm, events);
        } else {
          watchFloor(heightMm, events);
        }
      }
      case STANDING -> {
        if (nobodyTimes == NOBODY_TIMES) {
          becomeFree(events);
        } else {
          read(heightMm, events);
        }
      }
      case LEAVING -> {
        if (nobodySince != null
            && nobodyTimes == NOBODY_TIMES
            && now.uptime().compareTo(nobodySince.plus(NOBODY_FOR)) >= 0) {
          becomeFree(events);
        }
      }
    }
  }

  private void becomeFree(List<DeviceEvent> events) {
    enter(Phase.FREE);
    events.add(new Status(State.READY, ""));
  }

  /** Nothing lies below the floor: from there comes the echo of a sensor that hangs higher. */
  private void watchFloor(int heightMm, List<DeviceEvent> events) {
    if (heightMm >= -BELOW_FLOOR_MM_MAX) {
      toldTooLow = false;
    } else if (!toldTooLow) {
      toldTooLow = true;
      events.add(
          new Status(
              State.MISCONFIGURED,
              "the floor is farther away than the sensor is said to hang: measure its height"));
    }
  }

  private void read(int heightMm, List<DeviceEvent> events) {
    if (heightsMm.size() == READINGS) {
      heightsMm.removeFirst();
    }
    heightsMm.addLast(heightMm);
    if (heightsMm.size() < READINGS) {
      return;
    }
    int middle = median(heightsMm.stream().toList());
    var agreeing =
        heightsMm.stream().filter(mm -> Math.abs(mm - middle) <= AGREE_WITHIN_MM).toList();
    if (agreeing.size() < AGREEING_MIN) {
      return;
    }
    int mm = median(agreeing);
    enter(Phase.LEAVING);
    events.add(
        mm < PERSON_MM_MIN || mm > PERSON_MM_MAX
            ? new Failed(Fault.IMPLAUSIBLE, "no height of 80 to 220 cm")
            : new Measured(Map.of(Metric.HEIGHT, cm(mm)), Set.of(), null, null));
    events.add(new Status(State.STEP_OFF, ""));
  }

  private static int median(List<Integer> values) {
    return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static Quantity cm(int mm) {
    return new Quantity(Comparator.EXACTLY, BigDecimal.valueOf(mm, 1), Unit.CM);
  }
}
