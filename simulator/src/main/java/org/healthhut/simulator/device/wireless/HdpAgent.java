package org.healthhut.simulator.device.wireless;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An agent of IEEE 11073-20601: associates, says what its objects are when the kiosk does not know,
 * reports what it has measured and keeps it until the report is confirmed. What was kept goes out
 * in one report, the newest first.
 *
 * <p>Source: protocols/ieee-11073.md. guess: that it aborts and associates again when it waited 10
 * s in vain, waits as long after a refusal, and answers a get with no attributes and a set with an
 * error.
 */
final class HdpAgent extends WirelessDevice {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OTHERS = 3;
  private static final int ACCEPTED = 0;
  private static final int ACCEPTED_UNKNOWN = 3;

  private final HdpKind kind;
  private final Bytes systemId;
  private final List<Kept> untold = new ArrayList<>();
  private final Intake intake = new Intake(Apdu::size, PATIENCE, Apdu.MAX);
  private State state = State.APART;
  private @Nullable Duration dueAt;
  private int invokeId;
  private int reports;
  private int inFlight;

  private enum State {
    APART,
    ASSOCIATING,
    CONFIGURING,
    READY,
    REPORTING
  }

  private record Kept(LocalDateTime at, Measurement found) {}

  HdpAgent(DeviceClock clock, RandomGenerator random, HdpKind kind) {
    super(clock, random, kind.body());
    this.kind = kind;
    systemId = Bytes.hex("00 22 09 22 57").plus(Numbers.big(random.nextInt(0x1000000), 3));
    for (int days = OTHERS; days > 0; days--) {
      untold.add(
          new Kept(now().minusDays(days).minusMinutes(random.nextInt(200)), body.stranger(random)));
    }
  }

  @Override
  void disconnected() {
    state = State.APART;
    dueAt = null;
    intake.clear();
  }

  @Override
  List<Transmission> connected(Duration uptime) {
    state = State.ASSOCIATING;
    dueAt = uptime.plus(PATIENCE);
    return List.of(Apdu.associate(systemId, kind.configuration()));
  }

  @Override
  @Nullable Duration dueAt() {
    return dueAt;
  }

  @Override
  List<Transmission> due(Duration uptime) {
    var sends = new ArrayList<Transmission>();
    if (state != State.APART) {
      sends.add(Apdu.of(Apdu.ABORT, Apdu.word(2), "等不到答复,中止 abort: no answer"));
    }
    sends.addAll(connected(uptime));
    return sends;
  }

  @Override
  List<Transmission> measured(Measurement found, Duration uptime) {
    untold.add(new Kept(now(), found));
    return state == State.READY ? report(uptime) : List.of();
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var apdu : intake.take(bytes, uptime)) {
      sends.addAll(answer(apdu, uptime));
    }
    return sends;
  }

  private List<Transmission> answer(Bytes apdu, Duration uptime) {
    return switch (apdu.u16be(0)) {
      case Apdu.ASSOCIATION_RESPONSE -> associated(apdu, uptime);
      case Apdu.RELEASE_REQUEST -> {
        apart(uptime);
        yield List.of(Apdu.of(Apdu.RELEASE_RESPONSE, Apdu.word(0), "释放答复 released"));
      }
      case Apdu.RELEASE_RESPONSE, Apdu.ABORT -> {
        apart(uptime);
        yield List.of();
      }
      case Apdu.DATA -> data(apdu, uptime);
      default -> List.of();
    };
  }

  private void apart(Duration uptime) {
    state = State.APART;
    dueAt = uptime.plus(PATIENCE);
  }

  private List<Transmission> associated(Bytes apdu, Duration uptime) {
    if (state != State.ASSOCIATING || apdu.length() < 6) {
      return List.of();
    }
    return switch (apdu.u16be(4)) {
      case ACCEPTED -> report(uptime);
      case ACCEPTED_UNKNOWN -> {
        state = State.CONFIGURING;
        dueAt = uptime.plus(PATIENCE);
        var configuration = Apdu.word(kind.configuration()).plus(kind.objects());
        yield List.of(
            Apdu.event(++invokeId & 0xFFFF, Apdu.CONFIGURATION, configuration, "配置 configuration"));
      }
      default -> {
        apart(uptime);
        yield List.of();
      }
    };
  }

  private List<Transmission> data(Bytes apdu, Duration uptime) {
    if (apdu.length() < 12) {
      return List.of();
    }
    int invoked = apdu.u16be(6);
    return switch (apdu.u16be(8)) {
      case Apdu.EVENT_CONFIRMED ->
          invoked == (invokeId & 0xFFFF) ? confirmed(apdu, uptime) : List.of();
      case Apdu.GET ->
          List.of(
              Apdu.data(invoked, Apdu.GOT, Apdu.word(0).plus(Apdu.list()), "属性 attributes: none"));
      case Apdu.SET ->
          List.of(Apdu.data(invoked, Apdu.ERROR, Apdu.word(1).plus(Apdu.word(0)), "错误 error"));
      default -> List.of();
    };
  }

  /**
   * Object (2), time (4), event (2), length (2), and to a configuration its number and a result.
   */
  private List<Transmission> confirmed(Bytes apdu, Duration uptime) {
    if (apdu.length() < 22) {
      return List.of();
    }
    int event = apdu.u16be(18);
    if (state == State.CONFIGURING && event == Apdu.CONFIGURATION && apdu.length() >= 26) {
      if (apdu.u16be(24) == 0) {
        return report(uptime);
      }
      apart(uptime);
      return List.of();
    }
    if (state == State.REPORTING && event == kind.event()) {
      untold.subList(0, inFlight).clear();
      return report(uptime);
    }
    return List.of();
  }

  /** All that is kept, the newest first. */
  private List<Transmission> report(Duration uptime) {
    if (untold.isEmpty()) {
      state = State.READY;
      dueAt = null;
      return List.of();
    }
    state = State.REPORTING;
    dueAt = uptime.plus(PATIENCE);
    inFlight = untold.size();
    var observations = new ArrayList<Bytes>();
    for (var each : untold.reversed()) {
      observations.addAll(kind.observations(each.at(), each.found()));
    }
    return List.of(
        Apdu.event(
            ++invokeId & 0xFFFF,
            kind.event(),
            HdpKind.report(reports++ & 0xFFFF, observations),
            "报告 report of %d".formatted(inFlight)));
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(Apdu::size, fromKiosk)) {
      return new Note("不是 APDU not an APDU", Verdict.BAD);
    }
    var what =
        switch (fromKiosk.u16be(0)) {
          case Apdu.ASSOCIATION_RESPONSE -> "关联答复 association";
          case Apdu.RELEASE_REQUEST -> "释放 release";
          case Apdu.RELEASE_RESPONSE -> "已释放 released";
          case Apdu.ABORT -> "中止 abort";
          case Apdu.DATA -> "数据 data";
          default -> "其他 other";
        };
    return new Note(what, Verdict.UNCHECKED);
  }
}
