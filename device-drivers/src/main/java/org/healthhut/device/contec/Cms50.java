package org.healthhut.device.contec;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.device.oximetry.SpotCheck;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A CMS50D+ from firmware 4.6, CMS50E or CMS50F (spo2-contec.md, B and State machine and timing):
 * its clock is set, it is told to send what it measures, and told every second that we still
 * listen.
 *
 * <pre>
 * SETTING_TIME --> SETTING_DATE --> STARTING --real-time packet--> STREAMING
 * STREAMING --idle, disconnecting or silent--> STARTING
 * </pre>
 *
 * <p>A clock that cannot be set stops nothing: what is measured live has no time of the device's.
 * It is left alone while our own is not to be trusted.
 */
public final class Cms50 implements Driver {
  /** spo2-contec.md, table of generations. */
  public static final LineSettings LINE = LineSettings.of8N1(115_200);

  private static final int START = 0xA1;
  private static final int LISTENING = 0xAF;
  private static final int SET_TIME = 0xB1;
  private static final int SET_DATE = 0xB2;

  /** How long an answer may take and how often we ask again (State machine and timing). */
  private static final Duration ANSWER_MAX = Duration.ofMillis(500);

  private static final int ATTEMPTS_MAX = 4;

  /** Without it the device ends (spo2-contec.md, Down commands). */
  private static final Duration LISTENING_EVERY = Duration.ofSeconds(1);

  /** Chosen by this project: a hundred packets and more. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(2);

  /** From giving up to starting again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private enum Phase {
    SETTING_TIME,
    SETTING_DATE,
    STARTING,
    STREAMING
  }

  private final ZoneId zone;
  private final FrameReader reader = new FrameReader(new V7Framing(), V7Framing.FRAME_MAX);
  private final SpotCheck spotCheck = new SpotCheck(SILENCE_MAX);
  private Phase phase = Phase.SETTING_TIME;
  private int attempts;
  private int toldReason;

  /** When the phase's command is written next; null once the line is closed. */
  private @Nullable Duration writeAt;

  /**
   * @param zone the zone the device's clock is set to
   */
  public Cms50(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    expire(now, events);
    switch (stimulus) {
      case Stimulus.Opened() ->
          enter(now.clock() == ClockTrust.SYNCHRONIZED ? Phase.SETTING_TIME : Phase.STARTING, now);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, events);
        spotCheck.interrupted();
      }
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
      case Stimulus.Closed() -> {
        reader.clear();
        spotCheck.end();
        writeAt = null;
        return Response.NOTHING;
      }
    }
    return new Response(due(now), events, wakeAt());
  }

  private @Nullable Duration wakeAt() {
    var expiry = spotCheck.wakeAt();
    if (writeAt == null || expiry == null) {
      return writeAt == null ? expiry : writeAt;
    }
    return writeAt.compareTo(expiry) < 0 ? writeAt : expiry;
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    int before = events.size();
    spotCheck.expire(now, events);
    boolean silent =
        events.stream()
            .skip(before)
            .anyMatch(event -> event instanceof Failed(var fault, _) && fault == Fault.SILENT);
    if (silent && phase == Phase.STREAMING) {
      enter(Phase.STARTING, now);
    }
  }

  private void enter(Phase next, Moment now) {
    phase = next;
    attempts = 0;
    writeAt = now.uptime();
    if (next == Phase.STARTING) {
      spotCheck.listen(now);
    }
  }

  private List<Bytes> due(Moment now) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return List.of();
    }
    if (phase == Phase.STREAMING) {
      writeAt = now.uptime().plus(LISTENING_EVERY);
      return List.of(V7Framing.command(LISTENING));
    }
    if (attempts == ATTEMPTS_MAX) {
      switch (phase) {
        case SETTING_TIME -> enter(Phase.SETTING_DATE, now);
        case SETTING_DATE -> enter(Phase.STARTING, now);
        case STARTING, STREAMING -> {
          attempts = 0;
          writeAt = now.uptime().plus(PAUSE);
        }
      }
      return due(now);
    }
    attempts++;
    writeAt = now.uptime().plus(ANSWER_MAX);
    return List.of(command(now));
  }

  private Bytes command(Moment now) {
    var clock = LocalDateTime.ofInstant(now.at(), zone);
    return switch (phase) {
      case SETTING_TIME ->
          V7Framing.command(SET_TIME, clock.getHour(), clock.getMinute(), clock.getSecond());
      case SETTING_DATE ->
          V7Framing.command(
              SET_DATE,
              clock.getYear() / 100,
              clock.getYear() % 100,
              clock.getMonthValue(),
              clock.getDayOfMonth(),
              weekday(clock.getDayOfWeek()));
      case STARTING -> V7Framing.command(START);
      case STREAMING -> V7Framing.command(LISTENING);
    };
  }

  /** Saturday is 6 (spo2-contec.md, Down commands); guess: Sunday is 0. */
  private static int weekday(DayOfWeek day) {
    return day.getValue() % 7;
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          spotCheck.interrupted();
          events.add(new Refused(why, bytes));
        }
        case Found.Frame(var body) -> interpret(body, now, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (V7Packet.decode(body)) {
      case V7Packet.RealTime(Sample.Malformed(var why)) -> {
        spotCheck.interrupted();
        events.add(new Refused(why, body));
      }
      case V7Packet.RealTime(var sample) -> {
        spotCheck.sample(sample, now, events);
        if (phase != Phase.STREAMING && spotCheck.inStep()) {
          toldReason = 0;
          enter(Phase.STREAMING, now);
        }
      }
      case V7Packet.Idle() -> {
        if (phase == Phase.STREAMING && spotCheck.inStep()) {
          spotCheck.interrupted();
          enter(Phase.STARTING, now);
        }
      }
      case V7Packet.Disconnecting(var reason) -> {
        if (spotCheck.inStep()) {
          var detail = "the oximeter disconnects, reason %02X".formatted(reason);
          events.add(new Failed(Fault.SILENT, detail));
          enter(Phase.STARTING, now);
          spotCheck.end();
          writeAt = now.uptime().plus(PAUSE);
        } else {
          events.add(new Refused("a disconnect notice of no connection", body));
        }
      }
      case V7Packet.Feedback(var command, var reason) ->
          feedback(command, reason, body, now, events);
      case V7Packet.Unused(var type) ->
          events.add(new Refused("type %02X is not used".formatted(type), body));
    }
  }

  private void feedback(int command, int reason, Bytes body, Moment now, List<DeviceEvent> events) {
    int awaited =
        switch (phase) {
          case SETTING_TIME -> SET_TIME;
          case SETTING_DATE -> SET_DATE;
          case STARTING -> START;
          case STREAMING -> LISTENING;
        };
    if (command != awaited) {
      events.add(new Refused("the answer to another command", body));
      return;
    }
    switch (phase) {
      case SETTING_TIME, SETTING_DATE -> {
        if (reason != 0) {
          events.add(new Refused("the clock is not taken: " + words(reason), body));
        }
        enter(phase == Phase.SETTING_TIME ? Phase.SETTING_DATE : Phase.STARTING, now);
      }
      case STARTING -> {
        if (reason != 0 && reason != toldReason) {
          toldReason = reason;
          events.add(new Failed(fault(reason), "not started: " + words(reason)));
        }
      }
      case STREAMING -> {
        if (reason != 0) {
          events.add(new Refused("listening is not taken: " + words(reason), body));
        }
      }
    }
  }

  /** spo2-contec.md, Feedback reasons. */
  private static String words(int reason) {
    return switch (reason) {
      case 1 -> "shutting down";
      case 2 -> "the user was changed";
      case 3 -> "a recording is in progress";
      case 4 -> "deleting failed";
      case 5 -> "not supported";
      default -> "reason %02X".formatted(reason);
    };
  }

  private static Fault fault(int reason) {
    return switch (reason) {
      case 1 -> Fault.SILENT;
      case 2, 3 -> Fault.BUSY_OR_BATTERY;
      default -> Fault.MEASUREMENT_FAILED;
    };
  }
}
