package org.healthhut.device.omron;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.healthhut.device.frame.LineFraming;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;

/**
 * OMRON HBP-9030 and HBP-9031C: pushes one {@link Format5} record after each measurement; nothing
 * can be asked of it (omron-hbp.md).
 *
 * <p>The record may carry a resident's identity number. No event holds it: refused bytes are given
 * as their shape, every digit a 9 and every letter an A.
 */
public final class Hbp9030 implements Driver {
  /** USB CDC; most stacks ignore the speed (omron-hbp.md, line settings). */
  public static final LineSettings LINE = LineSettings.of8N1(9600);

  /**
   * No cuff cycle is over sooner, chosen by this project: one lasts roughly 30 to 60 s
   * (omron-hbp.md, timing), and the monitor says nothing while it lasts.
   */
  public static final Duration QUICKEST = Duration.ofSeconds(15);

  /** What the monitor says it can show (omron-hbp.md, byte by byte, offsets 40 to 48). */
  private static final Range SYSTOLIC_MM_HG = new Range(60, 260);

  private static final Range DIASTOLIC_MM_HG = new Range(30, 215);
  private static final Range PULSE_PER_MINUTE = new Range(40, 180);

  /** A line longer than this is no record (omron-hbp.md, state machine). */
  private static final int LINE_MAX = 80;

  /** From this length on refused bytes may have been a record: it has a time stamp of 16. */
  private static final int LOST_RECORD_MIN = 17;

  /** How far the monitor's clock may be off, chosen by this project. */
  private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(5);

  /** How many records are remembered to know one sent again; the oldest is forgotten first. */
  private static final int REMEMBERED_MAX = 32;

  private static final String SETTING = "set function item 32 of the monitor to 5";

  /** How the formats begin that are not format 5 (omron-hbp.md, introduction and legacy record). */
  private static final Pattern OTHER_FORMAT =
      Pattern.compile("(MMBP203N|bp,|ID.{0,40}B|\\x02 \\d{6} \\d{4} ).*", Pattern.DOTALL);

  private record Range(int min, int max) {
    boolean holds(int value) {
      return min <= value && value <= max;
    }
  }

  private final ZoneId zone;
  private final FrameReader reader;
  private final Deque<Format5.Finished> remembered = new ArrayDeque<>();
  private boolean misconfigured;

  /**
   * @param zone the zone the monitor's clock is set to; it says none itself
   */
  public Hbp9030(ZoneId zone) {
    this.zone = zone;
    var framing = new LineFraming(LINE_MAX);
    this.reader = new FrameReader(framing, framing.frameMax());
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> events.add(new Status(State.READY, ""));
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Closed() -> reader.clear();
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
    }
    return events.isEmpty() ? Response.NOTHING : new Response(List.of(), events, null);
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Frame(var line) -> interpret(line, now, events);
        case Found.Noise(var bytes, var why) -> refuse(bytes, why, events);
      }
    }
  }

  private void interpret(Bytes line, Moment now, List<DeviceEvent> events) {
    switch (Format5.decode(line)) {
      case Format5.Malformed(var why) -> refuse(line, why, events);
      case Format5.Unfinished(var error) -> {
        configured(events);
        events.add(new Failed(Fault.MEASUREMENT_FAILED, "error digit " + error));
      }
      case Format5.Finished finished -> {
        configured(events);
        if (remembered.contains(finished)) {
          events.add(new Refused("duplicate", shape(line)));
        } else {
          remember(finished);
          events.add(judge(finished, now));
        }
      }
    }
  }

  private DeviceEvent judge(Format5.Finished finished, Moment now) {
    var systolic = Quantity.of(finished.systolicMmHg(), Unit.MM_HG);
    var diastolic = Quantity.of(finished.diastolicMmHg(), Unit.MM_HG);
    var pulse = Quantity.of(finished.pulsePerMinute(), Unit.PER_MINUTE);
    if (!SYSTOLIC_MM_HG.holds(finished.systolicMmHg()) || !Metric.SYSTOLIC.plausible(systolic)) {
      return implausible("systolic out of range");
    }
    if (!DIASTOLIC_MM_HG.holds(finished.diastolicMmHg())
        || !Metric.DIASTOLIC.plausible(diastolic)) {
      return implausible("diastolic out of range");
    }
    if (!PULSE_PER_MINUTE.holds(finished.pulsePerMinute()) || !Metric.PULSE.plausible(pulse)) {
      return implausible("pulse out of range");
    }
    if (finished.systolicMmHg() <= finished.diastolicMmHg()) {
      return implausible("systolic is not above diastolic");
    }
    return new Measured(
        Map.of(Metric.SYSTOLIC, systolic, Metric.DIASTOLIC, diastolic, Metric.PULSE, pulse),
        flags(finished, now),
        finished.deviceTime(),
        null);
  }

  private static DeviceEvent implausible(String detail) {
    return new Failed(Fault.IMPLAUSIBLE, detail);
  }

  private Set<Flag> flags(Format5.Finished finished, Moment now) {
    var flags = EnumSet.noneOf(Flag.class);
    if (finished.movements() > 0) {
      flags.add(Flag.MOVED);
    }
    var deviceInstant = finished.deviceTime().atZone(zone).toInstant();
    if (Duration.between(deviceInstant, now.at()).abs().compareTo(CLOCK_OFF_MAX) > 0) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return flags;
  }

  private void remember(Format5.Finished finished) {
    if (remembered.size() == REMEMBERED_MAX) {
      remembered.removeFirst();
    }
    remembered.addLast(finished);
  }

  private void configured(List<DeviceEvent> events) {
    if (misconfigured) {
      misconfigured = false;
      events.add(new Status(State.READY, ""));
    }
  }

  /** Someone may be waiting for what these bytes should have been, so they are told. */
  private void refuse(Bytes bytes, String why, List<DeviceEvent> events) {
    if (OTHER_FORMAT.matcher(bytes.latin1()).matches()) {
      misconfigured = true;
      events.add(new Refused("not format 5", shape(bytes)));
      events.add(new Status(State.MISCONFIGURED, SETTING));
      return;
    }
    events.add(new Refused(why, shape(bytes)));
    if (bytes.length() >= LOST_RECORD_MIN) {
      events.add(new Failed(Fault.BAD_DATA, why));
    }
  }

  /** The bytes with every digit a 9 and every letter an A, whatever their highest bit. */
  private static Bytes shape(Bytes bytes) {
    var shape = bytes.toArray();
    for (int i = 0; i < shape.length; i++) {
      int high = shape[i] & 0x80;
      int low = shape[i] & 0x7F;
      if (low >= '0' && low <= '9') {
        shape[i] = (byte) (high | '9');
      } else if ((low >= 'A' && low <= 'Z') || (low >= 'a' && low <= 'z')) {
        shape[i] = (byte) (high | 'A');
      }
    }
    return Bytes.copyOf(shape);
  }
}
