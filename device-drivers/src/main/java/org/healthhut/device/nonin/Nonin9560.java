package org.healthhut.device.nonin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.oximetry.Sample;
import org.healthhut.device.oximetry.SpotCheck;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A 9560 on a Bluetooth serial channel (spo2-nonin.md, B): asked for its serial number, told to
 * send data format 8, which is one record a second.
 *
 * <pre>
 * IDENTIFYING --serial, or no answer--> CHOOSING --06--> STREAMING
 *                                                --15--> CHOOSING_SHORT --06--> STREAMING
 *                                                                       --15--> MISCONFIGURED
 * </pre>
 *
 * <p>The answers to the choice are single bytes without a checksum: one counts only where nothing
 * came with it but silence or a record. Where both forms of the choice are refused nothing is read,
 * although an integration named in the note goes on: what the device sends then is in a format
 * nobody knows. It switches itself off after the finger has left, so that silence ends the turn of
 * a finger.
 */
public final class Nonin9560 implements Driver {
  /**
   * The channel ignores the speed. Records come a second apart, so only a longer silence means that
   * some were lost.
   */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.NONE, 1, Duration.ofMillis(1500));

  private static final Bytes SERIAL_QUERY = Bytes.hex("02 74 02 02 02 03");
  private static final Bytes CHOOSE_FORMAT_8 = Bytes.hex("02 70 04 02 08 00 7E 03");
  private static final Bytes CHOOSE_FORMAT_8_SHORT = Bytes.hex("02 70 02 02 08 03");

  /** Chosen by this project, as the two below. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final int ATTEMPTS_MAX = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Three records. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(4);

  // Byte 0.
  private static final int OUT_OF_TRACK = 0x20;
  private static final int LOW_PERFUSION = 0x10;
  private static final int ARTEFACT = 0x04;
  private static final int PULSE_HIGH = 0x03;
  // Byte 3.
  private static final int SMART_POINT = 0x20;
  private static final int FINGER_OFF = 0x08;
  private static final int LOW_BATTERY = 0x01;

  private static final int PULSE_NONE = 511;
  private static final int SATURATION_NONE = 127;

  private enum Phase {
    IDENTIFYING,
    CHOOSING,
    CHOOSING_SHORT,
    STREAMING,
    MISCONFIGURED
  }

  private final FrameReader reader = new FrameReader(new RecordFraming(), RecordFraming.FRAME_MAX);
  private final SpotCheck spotCheck = new SpotCheck(SILENCE_MAX);
  private Phase phase = Phase.IDENTIFYING;
  private int attempts;
  private boolean silenceTold;

  /** Whether noise came since the line was quiet or a command was written. */
  private boolean disturbed;

  /** A single byte that is an answer unless more comes with it. */
  private Bytes answer = Bytes.EMPTY;

  private int lowBatteryRecords;
  private boolean batteryTold;
  private @Nullable Duration writeAt;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    expire(now, events);
    switch (stimulus) {
      case Stimulus.Opened() -> enter(Phase.IDENTIFYING, now);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, events);
        chosen(now, events);
        disturbed = false;
        spotCheck.interrupted();
      }
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
      case Stimulus.Closed() -> {
        reader.clear();
        answer = Bytes.EMPTY;
        spotCheck.end();
        writeAt = null;
        return Response.NOTHING;
      }
    }
    return new Response(due(now, events), events, writeAt == null ? spotCheck.wakeAt() : writeAt);
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (phase != Phase.STREAMING) {
      return;
    }
    int before = events.size();
    spotCheck.expire(now, events);
    if (events.stream()
        .skip(before)
        .anyMatch(event -> event instanceof Failed(var fault, _) && fault == Fault.SILENT)) {
      spotCheck.fingerLeft();
    }
  }

  private void enter(Phase next, Moment now) {
    phase = next;
    attempts = 0;
    switch (next) {
      case IDENTIFYING, CHOOSING, CHOOSING_SHORT -> writeAt = now.uptime();
      case STREAMING -> {
        writeAt = null;
        spotCheck.listen(now);
      }
      case MISCONFIGURED -> writeAt = null;
    }
  }

  private List<Bytes> due(Moment now, List<DeviceEvent> events) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return List.of();
    }
    if (attempts == ATTEMPTS_MAX) {
      if (phase == Phase.IDENTIFYING) {
        enter(Phase.CHOOSING, now);
      } else {
        if (!silenceTold) {
          silenceTold = true;
          events.add(new Failed(Fault.SILENT, "no answer to the choice of data format"));
        }
        enter(Phase.IDENTIFYING, now);
        writeAt = now.uptime().plus(PAUSE);
        return List.of();
      }
    }
    attempts++;
    disturbed = false;
    writeAt = now.uptime().plus(ANSWER_MAX);
    return switch (phase) {
      case IDENTIFYING -> List.of(SERIAL_QUERY);
      case CHOOSING -> List.of(CHOOSE_FORMAT_8);
      case CHOOSING_SHORT -> List.of(CHOOSE_FORMAT_8_SHORT);
      case STREAMING, MISCONFIGURED -> List.of();
    };
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          disturb(events);
          refuse(why, bytes, events);
        }
        case Found.Frame(var frame) -> interpret(frame, now, events);
      }
    }
  }

  private void interpret(Bytes frame, Moment now, List<DeviceEvent> events) {
    switch (frame.length()) {
      case 1 -> {
        if (disturbed || !answer.isEmpty()) {
          disturb(events);
          refuse("an answer among other bytes", frame, events);
        } else {
          answer = frame;
        }
      }
      case RecordFraming.RECORD -> {
        chosen(now, events);
        record(frame, now, events);
      }
      default -> identified(frame, now, events);
    }
  }

  private void identified(Bytes frame, Moment now, List<DeviceEvent> events) {
    var digits = frame.slice(RecordFraming.SERIAL_FROM, RecordFraming.SERIAL_TO).latin1();
    if (!digits.matches("[0-9]{9}")) {
      refuse("a serial number of other characters than digits", frame, events);
    } else if (phase != Phase.IDENTIFYING) {
      refuse("a serial number nobody asked for", frame, events);
    } else {
      spotCheck.identified(digits);
      events.add(new Identified(digits, "9560"));
      enter(Phase.CHOOSING, now);
    }
  }

  private void chosen(Moment now, List<DeviceEvent> events) {
    if (answer.isEmpty()) {
      return;
    }
    var frame = answer;
    answer = Bytes.EMPTY;
    switch (phase) {
      case CHOOSING, CHOOSING_SHORT -> {
        if (frame.u8(0) == RecordFraming.ACKNOWLEDGED) {
          silenceTold = false;
          events.add(new Setting("data format", "8", true));
          enter(Phase.STREAMING, now);
        } else if (phase == Phase.CHOOSING) {
          enter(Phase.CHOOSING_SHORT, now);
        } else {
          events.add(new Setting("data format", "other than 8", false));
          events.add(
              new Status(
                  State.MISCONFIGURED, "data format 8 is refused: use an oximeter that has it"));
          enter(Phase.MISCONFIGURED, now);
        }
      }
      case IDENTIFYING, STREAMING, MISCONFIGURED ->
          refuse("an answer to nothing asked", frame, events);
    }
  }

  private void record(Bytes frame, Moment now, List<DeviceEvent> events) {
    if (phase != Phase.STREAMING) {
      refuse("a record before its format is agreed", frame, events);
      return;
    }
    var sample = decode(frame);
    if (sample instanceof Sample.Malformed(var why)) {
      refuse(why, frame, events);
      return;
    }
    lowBatteryRecords = (frame.u8(3) & LOW_BATTERY) == 0 ? 0 : lowBatteryRecords + 1;
    if (lowBatteryRecords >= 3 && !batteryTold) {
      batteryTold = true;
      events.add(new Failed(Fault.BUSY_OR_BATTERY, "battery low"));
    }
    spotCheck.sample(sample, now, events);
  }

  private void refuse(String why, Bytes bytes, List<DeviceEvent> events) {
    lowBatteryRecords = 0;
    spotCheck.interrupted();
    events.add(new Refused(why, bytes));
  }

  /** Bytes came that are no frame: an answer before them may have been one of theirs. */
  private void disturb(List<DeviceEvent> events) {
    disturbed = true;
    if (!answer.isEmpty()) {
      refuse("an answer among other bytes", answer, events);
      answer = Bytes.EMPTY;
    }
  }

  /** spo2-nonin.md, B, table of bytes; marginal perfusion still gives values. */
  static Sample decode(Bytes frame) {
    if ((frame.u8(3) & FINGER_OFF) != 0) {
      return new Sample.NoFinger();
    }
    int saturation = frame.u8(2);
    if (saturation > 100 && saturation != SATURATION_NONE) {
      return new Sample.Malformed("saturation above 100 %");
    }
    if ((frame.u8(0) & (OUT_OF_TRACK | ARTEFACT)) != 0) {
      return new Sample.Unsure("movement");
    }
    if ((frame.u8(0) & LOW_PERFUSION) != 0) {
      return new Sample.Unsure("weak signal");
    }
    int pulse = (frame.u8(0) & PULSE_HIGH) << 7 | frame.u8(1);
    return pulse == 0 || pulse == PULSE_NONE || saturation == 0 || saturation == SATURATION_NONE
        ? new Sample.Unsure("no value yet")
        : new Sample.Values(saturation, pulse, (frame.u8(3) & SMART_POINT) != 0);
  }
}
