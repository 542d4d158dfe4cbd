package org.healthhut.device.tanita;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
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
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.device.frame.LineFraming;
import org.healthhut.device.pressure.Shape;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a body composition scale, which pushes one line for each person (tanita.md).
 *
 * <p>The line may carry a person's number. No event holds it: refused bytes are given as their
 * shape.
 */
public final class Tanita implements Driver {
  /** Silence that means that the rest of a line will not come (tanita.md, Timing). */
  private static final Duration QUIET = Duration.ofMillis(300);

  /** SC-240, SC-330, BD-815, MC-780, MC-980, WB-3000 (tanita.md, line settings). */
  public static final LineSettings LINE = new LineSettings(9600, 8, Parity.NONE, 1, QUIET);

  /** WB-100 and WB-110 (tanita.md, line settings). */
  public static final LineSettings OLD_LINE = new LineSettings(2400, 7, Parity.EVEN, 1, QUIET);

  /** BC-418 (tanita.md, line settings). */
  public static final LineSettings COLUMN_LINE = new LineSettings(4800, 8, Parity.NONE, 1, QUIET);

  /**
   * A line without a time that is the same as the last one comes from the print key within this
   * (tanita.md, Tolerances; the time is height-weight.md's, State machine).
   */
  private static final Duration SAME_FOR = Duration.ofSeconds(60);

  /** Zero is one that was not measured. */
  private static final Pattern IMPEDANCE = Pattern.compile(",ZF,[1-9]");

  /** From this length on refused bytes may have been a line. */
  private static final int LOST_LINE_MIN = 17;

  private static final LineFraming COLUMNS = new LineFraming(ColumnLine.LENGTH_MAX + 1);

  private final FrameReader reader;
  private final Function<Bytes, TanitaRecord> decode;
  private final Predicate<Bytes> lost;
  private final DeviceClock clock;
  private final Remembered<Bytes> remembered = new Remembered<>();
  private Bytes last = Bytes.EMPTY;
  private Duration heardAt = Duration.ZERO;

  // What has been said and is not said again until it has been otherwise.
  private @Nullable Identified toldIdentity;
  private boolean toldUnits;
  private boolean toldMonthFirst;
  private String toldWrongUnit = "";

  private Tanita(
      Framing framing,
      int frameMax,
      Function<Bytes, TanitaRecord> decode,
      Predicate<Bytes> lost,
      ZoneId zone) {
    this.reader = new FrameReader(framing, frameMax);
    this.decode = decode;
    this.lost = lost;
    this.clock = new DeviceClock(zone);
  }

  /**
   * Every model but the BC-418.
   *
   * @param zone the zone the scale's clock is set to, where it has one
   */
  public static Driver tagged(ZoneId zone) {
    var begun = TaggedFraming.HEADER.drop(1);
    return new Tanita(
        new TaggedFraming(),
        TaggedFraming.FRAME_MAX,
        TaggedLine::decode,
        noise -> noise.startsWith(begun) || noise.startsWith(TaggedFraming.HEADER),
        zone);
  }

  /**
   * BC-418.
   *
   * @param zone the zone the scale's clock is set to
   */
  public static Driver columns(ZoneId zone) {
    return new Tanita(COLUMNS, COLUMNS.frameMax(), ColumnLine::decode, noise -> true, zone);
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
        case Found.Frame(var body) -> interpret(body, now, events);
        case Found.Noise(var bytes, var why) -> refuse(bytes, why, lost.test(bytes), events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (decode.apply(body)) {
      case TanitaRecord.Malformed(var why) -> refuse(body, why, true, events);
      case TanitaRecord.Contradictory(var why) -> events.add(new Failed(Fault.IMPLAUSIBLE, why));
      case TanitaRecord.OtherUnit(var setting, var value) -> {
        events.add(new Refused(setting + " " + value, Shape.of(body)));
        if (!toldWrongUnit.equals(setting)) {
          toldWrongUnit = setting;
          toldUnits = false;
          events.add(new Setting(setting, value, false));
          events.add(
              new Status(
                  State.MISCONFIGURED,
                  setting + " is " + value + ": set the scale to kilograms and centimetres"));
        }
      }
      case TanitaRecord.Finished finished -> {
        toldWrongUnit = "";
        introduce(finished, events);
        events.add(
            isRepeated(body, finished, now)
                ? new Refused("duplicate", Shape.of(body))
                : finished
                    .reading()
                    .judge(flags(finished, now), finished.time().shown(), finished.serial()));
        last = body;
        heardAt = now.uptime();
      }
    }
  }

  private void introduce(TanitaRecord.Finished finished, List<DeviceEvent> events) {
    var identity = new Identified(finished.serial(), finished.model());
    boolean named = finished.serial() != null || !finished.model().isEmpty();
    if (named && !identity.equals(toldIdentity)) {
      toldIdentity = identity;
      events.add(identity);
    }
    if (finished.unitsTold() && !toldUnits) {
      toldUnits = true;
      events.add(new Setting("weight unit", "kg", true));
      if (finished.reading().heightCm() != null) {
        events.add(new Setting("height unit", "cm", true));
      }
    }
    if (finished.time().monthFirst() != toldMonthFirst && finished.time().present()) {
      toldMonthFirst = finished.time().monthFirst();
      events.add(
          new Setting(
              "date order", toldMonthFirst ? "month/day/year" : "day/month/year", !toldMonthFirst));
      if (toldMonthFirst) {
        events.add(
            new Status(
                State.MISCONFIGURED,
                "date order is month/day/year: set the scale to day/month/year"));
      }
    }
  }

  /**
   * A line with a time is the same for ever, as is one with an impedance, which no two measurements
   * have alike to the tenth of an ohm; one without either for a minute.
   */
  private boolean isRepeated(Bytes body, TanitaRecord.Finished finished, Moment now) {
    boolean unique = finished.time().shown() != null || IMPEDANCE.matcher(body.latin1()).find();
    return unique
        ? !remembered.add(body)
        : body.equals(last) && now.uptime().compareTo(heardAt.plus(SAME_FOR)) < 0;
  }

  private Set<Flag> flags(TanitaRecord.Finished finished, Moment now) {
    if (!finished.time().present()) {
      return Set.of();
    }
    var shown = finished.time().shown();
    return shown == null || clock.suspect(shown, now)
        ? EnumSet.of(Flag.DEVICE_CLOCK_SUSPECT)
        : Set.of();
  }

  /** Someone may be waiting for what these bytes should have been, so they are told. */
  private static void refuse(Bytes bytes, String why, boolean lost, List<DeviceEvent> events) {
    events.add(new Refused(why, Shape.of(bytes)));
    if (lost && bytes.length() >= LOST_LINE_MIN) {
      events.add(new Failed(Fault.BAD_DATA, why));
    }
  }
}
