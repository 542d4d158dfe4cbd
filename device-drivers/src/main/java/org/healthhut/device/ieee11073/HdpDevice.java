package org.healthhut.device.ieee11073;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Remembered;
import org.healthhut.device.Stimulus;
import org.healthhut.device.Turn;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.UncheckedFrames;
import org.healthhut.device.gatt.DeviceTime;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A device that speaks IEEE 11073-20601 (ieee-11073.md, Handshake): it associates, we say whether
 * we know its configuration, it reports, we confirm.
 *
 * <pre>
 * APART --request, known configuration--> TOGETHER
 * APART --request, any other-----------> LEARNING --configuration--> TOGETHER --release--> APART
 * </pre>
 *
 * <p>A report that could not be read is not confirmed, so that the device keeps it. What was
 * observed in one moment is one measurement; those of one report are told oldest first.
 * Measurements without a time, or from before the line was opened, are {@link Flag#FROM_MEMORY}.
 *
 * <p>A device reports a stored measurement on every connection until it is confirmed: what it
 * observed at a time is known again by that time and the person. Without a time two equal values
 * may be two measurements, and only a report that comes again in one association, with the invoke
 * id and the report number it had, is the same.
 */
public final class HdpDevice implements Driver {
  private static final int CONFIGURATION = 0x0D1C;

  /** As long as a device waits for us (ieee-11073.md, Timing). */
  private static final Duration CONFIGURATION_WITHIN = Duration.ofSeconds(10);

  private enum Phase {
    APART,
    LEARNING,
    TOGETHER
  }

  /** What was observed in one moment, by whom the device took it for. */
  private record Occasion(int person, @Nullable LocalDateTime at) {}

  /** A measurement told once, known by its time. */
  private record Told(Occasion occasion, Map<Metric, Quantity> values) {}

  private final Kind kind;
  private final DeviceTime time;
  private final UncheckedFrames frames = ApduFraming.frames();
  private final Remembered<Told> remembered = new Remembered<>();

  private Phase phase = Phase.APART;
  private @Nullable Configuration configuration;
  private @Nullable String system;

  /** Those of this association, whole. */
  private Remembered<Bytes> reports = new Remembered<>();

  private @Nullable Duration wakeAt;

  private HdpDevice(Kind kind, ZoneId zone) {
    this.kind = kind;
    this.time = new DeviceTime(zone);
  }

  public static HdpDevice bloodPressure(ZoneId zone) {
    return new HdpDevice(Kind.BLOOD_PRESSURE, zone);
  }

  public static HdpDevice weight(ZoneId zone) {
    return new HdpDevice(Kind.SCALE, zone);
  }

  public static HdpDevice oximeter(ZoneId zone) {
    return new HdpDevice(Kind.OXIMETER, zone);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var turn = new Turn(now);
    switch (stimulus) {
      case Stimulus.Opened() -> time.opened(now);
      case Stimulus.Received(var bytes) -> interpret(frames.received(bytes, now), turn);
      case Stimulus.Quiet() -> interpret(frames.quiet(), turn);
      case Stimulus.Woken() -> {
        interpret(frames.woken(now), turn);
        if (wakeAt != null && now.uptime().compareTo(wakeAt) >= 0) {
          part();
          turn.fail(Fault.SILENT, "no configuration came within 10 s");
          turn.write(Apdu.ABORTED);
        }
      }
      case Stimulus.Closed() -> {
        frames.clear();
        part();
      }
      case Stimulus.Asked(_) -> {}
    }
    return turn.end(frames.wakeAt(wakeAt));
  }

  private void part() {
    phase = Phase.APART;
    wakeAt = null;
  }

  private void interpret(List<Found> found, Turn turn) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> turn.refuse(why, bytes);
        case Found.Frame(var apdu) -> interpret(apdu, turn);
      }
    }
  }

  private void interpret(Bytes apdu, Turn turn) {
    switch (Apdu.decode(apdu)) {
      case Apdu.Malformed(var why) -> spoilt(why, apdu, turn);
      case Apdu.Foreign() -> {
        part();
        turn.write(Apdu.ABORTED);
        turn.refuse("another protocol or encoding", apdu);
        turn.tell(new Status(State.MISCONFIGURED, "a device that does not speak IEEE 11073-20601"));
      }
      case Apdu.Request request -> associate(request, turn);
      case Apdu.ReleaseRequest() -> {
        part();
        turn.write(Apdu.RELEASED);
      }
      case Apdu.ReleaseResponse(), Apdu.Abort() -> part();
      case Apdu.OtherCommand(var command) ->
          turn.refuse("command %04X was not asked for".formatted(command), apdu);
      case Apdu.Event event when phase == Phase.APART -> {
        turn.refuse("not associated", apdu);
        turn.write(Apdu.ABORTED);
      }
      case Apdu.Event event when event.event() == CONFIGURATION -> learn(event, apdu, turn);
      case Apdu.Event event -> report(event, apdu, turn);
    }
  }

  private static void spoilt(String why, Bytes apdu, Turn turn) {
    turn.refuse(why, apdu);
    turn.fail(Fault.BAD_DATA, why);
  }

  private void associate(Apdu.Request request, Turn turn) {
    reports = new Remembered<>();
    var name = request.system().hex().replace(" ", "");
    if (!name.equals(system)) {
      system = name;
      configuration = null;
      turn.tell(new Identified(name, "IEEE 11073"));
    }
    var known = kind.standard(request.configuration());
    if (known.isPresent()) {
      configuration = known.get();
    }
    if (configuration != null && configuration.number() == request.configuration()) {
      turn.write(Apdu.response(Apdu.ACCEPTED));
      together(turn);
    } else {
      turn.write(Apdu.response(Apdu.ACCEPTED_UNKNOWN_CONFIGURATION));
      phase = Phase.LEARNING;
      wakeAt = turn.now().uptime().plus(CONFIGURATION_WITHIN);
    }
  }

  private void together(Turn turn) {
    phase = Phase.TOGETHER;
    wakeAt = null;
    turn.tell(new Status(State.READY, ""));
  }

  private void learn(Apdu.Event event, Bytes apdu, Turn turn) {
    switch (Configuration.decode(event.information())) {
      case Configuration.Decoded.Malformed(var why) -> spoilt(why, apdu, turn);
      case Configuration.Decoded.Sent(var sent) -> {
        boolean ours = kind.measuredIn(sent);
        if (event.confirmed()) {
          int result = ours ? Apdu.CONFIGURATION_ACCEPTED : Apdu.CONFIGURATION_UNSUPPORTED;
          turn.write(
              Apdu.confirmation(event, Apdu.twoBytes(sent.number()).plus(Apdu.twoBytes(result))));
        }
        if (ours) {
          configuration = sent;
          together(turn);
        } else {
          turn.refuse("nothing in this configuration is measured here", apdu);
          turn.tell(new Status(State.MISCONFIGURED, "a device of another kind is connected"));
        }
      }
    }
  }

  private void report(Apdu.Event event, Bytes apdu, Turn turn) {
    if (configuration == null || phase != Phase.TOGETHER) {
      turn.refuse("no configuration came before it", apdu);
      return;
    }
    if (!ScanReport.isReport(event.event())) {
      turn.refuse("event %04X is not read".formatted(event.event()), apdu);
      confirm(event, turn);
      return;
    }
    switch (ScanReport.decode(event.event(), event.information(), configuration)) {
      case ScanReport.Decoded.Malformed(var why) -> spoilt(why, apdu, turn);
      case ScanReport.Decoded.Read(var report) -> {
        report.skipped().forEach(why -> turn.refuse(why, apdu));
        if (tell(report, apdu, turn)) {
          confirm(event, turn);
        }
      }
    }
  }

  private static void confirm(Apdu.Event event, Turn turn) {
    if (event.confirmed()) {
      turn.write(Apdu.confirmation(event, Bytes.EMPTY));
    }
  }

  /**
   * Devices send their memory in any order: the newest is told last. False where the report
   * contradicts itself.
   */
  private boolean tell(ScanReport report, Bytes apdu, Turn turn) {
    var occasions = new LinkedHashMap<Occasion, Map<Integer, ScanReport.Observation>>();
    for (var each : report.observations()) {
      if (kind.reads(each.type())) {
        var occasion = new Occasion(each.person(), each.at());
        var before =
            occasions.computeIfAbsent(occasion, _ -> new TreeMap<>()).put(each.type(), each);
        if (before != null && !before.equals(each)) {
          spoilt("two values of one moment", apdu, turn);
          return false;
        }
      }
    }
    boolean again = !reports.add(apdu);
    occasions.entrySet().stream()
        .sorted(
            Comparator.comparing(
                entry -> entry.getKey().at(), Comparator.nullsFirst(Comparator.naturalOrder())))
        .forEach(entry -> tell(kind.judge(entry.getValue()), entry.getKey(), again, apdu, turn));
    return true;
  }

  private void tell(Kind.Outcome outcome, Occasion occasion, boolean again, Bytes apdu, Turn turn) {
    switch (outcome) {
      case Kind.Outcome.Failure(var fault, var detail) -> turn.fail(fault, detail);
      case Kind.Outcome.Useless(var why) -> turn.refuse(why, apdu);
      case Kind.Outcome.Values(var values) -> {
        var at = occasion.at();
        boolean isNew = at == null ? !again : remembered.add(new Told(occasion, values));
        if (isNew) {
          turn.tell(new Measured(values, flags(at, turn), at, system));
        } else {
          turn.refuse("duplicate", apdu);
        }
      }
    }
  }

  private Set<Flag> flags(@Nullable LocalDateTime at, Turn turn) {
    var flags = EnumSet.noneOf(Flag.class);
    if (at == null || !time.isNew(at, turn.now())) {
      flags.add(Flag.FROM_MEMORY);
    }
    if (at != null && time.suspect(at, turn.now())) {
      flags.add(Flag.DEVICE_CLOCK_SUSPECT);
    }
    return flags;
  }
}
