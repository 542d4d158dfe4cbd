package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.omron.Hbp9030;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/** A visit under test, with all it asked for; it checks each entry as it comes. */
final class VisitRun {
  /** The example of GB 11643; nobody's. */
  static final String NUMBER = "11010519491231002X";

  static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("d1"));
  static final DistrictKey KEY = DistrictKey.parse(DISTRICT.publicKey("d1"));
  private static final Moment MORNING =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(5));

  final Visits visits;
  final List<Entry> entries = new ArrayList<>();
  final List<Effect.Ask> asks = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  Visit visit = new Visit.Idle();
  Moment now = MORNING;
  long seq;
  private @Nullable String open;
  private int readings;

  VisitRun(Visits visits) {
    this.visits = visits;
  }

  void on(VisitEvent event) {
    var next = visits.step(visit, event);
    visit = next.visit();
    for (var effect : next.effects()) {
      switch (effect) {
        case Effect.Append(var entry, var receipt) -> {
          record(entry);
          if (receipt != null) {
            receipts.add(receipt);
          }
        }
        case Effect.Ask ask -> asks.add(ask);
        case Effect.Inquire _, Effect.Print _ -> {}
      }
    }
  }

  private void record(Entry entry) {
    switch (entry) {
      case Entry.VisitBegan began -> {
        entries.add(entry);
        assertNull(open, "a visit began in another");
        open = began.visit();
        readings = 0;
      }
      case Entry.ReadingTaken taken -> {
        entries.add(entry);
        assertEquals(open, taken.visit(), "a reading outside its visit");
        assertEquals(++readings, taken.number());
        assertEquals(List.of(), taken.reading().implausibilities());
        var never = EnumSet.of(Flag.FROM_MEMORY, Flag.CONTROL_SOLUTION);
        assertTrue(taken.reading().flags().stream().noneMatch(never::contains));
      }
      case Entry.VisitEnded ended -> {
        entries.add(entry);
        assertEquals(open, ended.visit());
        open = null;
      }
      case Entry.Assessed(var _, var visit, var _) -> assertEquals(open, visit);
      case Entry.ConsentSaid(var _, var visit, var _, var _) -> assertEquals(open, visit);
      case Entry.TakeAwayGiven(var _, var visit, var _) -> assertEquals(open, visit);
      case Entry.ContactAsked(var _, var visit) -> assertEquals(open, visit);
      case Entry.AlertRaised(var _, var visit, var _) -> assertEquals(open, visit);
      case Entry.StaffCalled _ -> {}
      case Entry.StrayReading _, Entry.KioskEvent _, Entry.Unknown _ -> entries.add(entry);
    }
  }

  void check(String where) {
    switch (visit) {
      case Visit.Measuring measuring -> assertEquals(open, measuring.id(), where);
      case Visit.Idle _ -> assertNull(open, where);
      case Visit.Identifying _ -> {}
      case Visit.Ended ended -> {
        if (ended.refused()) {
          open = null;
        }
      }
    }
    // Fewer digits may stand in a random id.
    var born = NUMBER.substring(6, 14);
    assertFalse(visit.toString().contains(born), where);
    entries.forEach(entry -> assertFalse(entry.toString().contains(born), where));
  }

  void type(String number) {
    on(new VisitEvent.ToType(now));
    number.chars().forEach(key -> on(new VisitEvent.Key(now, (char) key)));
  }

  /** What is wrong with what was typed. */
  IdentityNumber.@Nullable Mistake mistake() {
    var identifying = assertInstanceOf(Visit.Identifying.class, visit);
    return assertInstanceOf(Entrance.Typing.class, identifying.entrance()).mistake();
  }

  /** Shows who one is, and says so. */
  void signIn(String number) {
    heard(presented(new Presentation.Code(number)));
    agree();
  }

  /** 是我, and 同意. */
  void agree() {
    on(new VisitEvent.Yes(now));
    on(new VisitEvent.Yes(now));
  }

  void heard(DeviceEvent event) {
    on(new VisitEvent.Heard(now, "bp-a", "hbp-9030", event));
  }

  void measured(DeviceEvent.Measured measured) {
    heard(measured);
  }

  /** Sends all of {@code text}, and then nothing for longer than any driver holds a record. */
  void send(Driver driver, String text) {
    tell(driver, new Stimulus.Received(Bytes.ascii(text)));
    tell(driver, new Stimulus.Quiet());
    pass(Duration.ofMillis(1_500));
    tell(driver, new Stimulus.Woken());
  }

  void tell(Driver driver, Stimulus stimulus) {
    driver.on(stimulus, now).events().forEach(this::heard);
  }

  /** What the driver of a monitor makes of its record stamped {@code stamp}. */
  void monitor(LocalDateTime stamp) {
    var record =
        "%s,%-20s,0,131,084,068,0\r\n"
            .formatted(stamp.format(DateTimeFormatter.ofPattern("uuuu,MM,dd,HH,mm")), "");
    var driver = new Hbp9030(Visits.ZONE);
    driver.on(new Stimulus.Received(Bytes.ascii(record)), now).events().forEach(this::heard);
  }

  void pass(Duration time) {
    now = now.plus(time);
    on(new VisitEvent.Tick(now));
  }

  List<Kept> kept() {
    return visit instanceof Visit.Measuring measuring
        ? measuring.readings().stream().map(Visit.Taken::kept).toList()
        : List.of();
  }

  Receipt receipt(int number) {
    return new Receipt(assertInstanceOf(Visit.Measuring.class, visit).id(), number);
  }

  @Nullable Fault fault() {
    return assertInstanceOf(Visit.Measuring.class, visit).live("bp-a").fault();
  }

  /** The last entry is of a reading of nobody's. */
  void assertStray(String why) {
    var stray = assertInstanceOf(Entry.StrayReading.class, entries.getLast());
    assertEquals(why, stray.why());
  }

  static Visits visits(Map<String, Duration> quickest) {
    return visits(quickest, false, KEY::sealIdentity, new Random(1), () -> true);
  }

  static Visits visits(
      Map<String, Duration> quickest,
      boolean simulated,
      Visits.Sealer sealer,
      Random random,
      BooleanSupplier hasRoom) {
    var monitor = Catalogue.find("hbp-9030").orElseThrow();
    return new Visits(
        new Visits.Rules(TestVisits.LIMITS, Protocol.DEFAULT, quickest, simulated),
        new Visits.Surroundings(
            new Equipment(
                List.of(
                    new Equipment.Device("bp-a", monitor), new Equipment.Device("bp-b", monitor)),
                _ -> true),
            hasRoom,
            () -> false,
            Fitness.ALL_GOOD),
        sealer,
        random);
  }

  static DeviceEvent.Status status(DeviceEvent.State state) {
    return new DeviceEvent.Status(state, "");
  }

  static DeviceEvent.Measured pressure(int systolic, int diastolic) {
    return measured(Set.of(), null, systolic, diastolic);
  }

  static DeviceEvent.Measured measured(
      Set<Flag> flags, @Nullable LocalDateTime deviceTime, int systolic, int diastolic) {
    return new DeviceEvent.Measured(
        Map.of(
            Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
            Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG)),
        flags,
        deviceTime,
        null);
  }

  static DeviceEvent presented(Presentation what) {
    return new DeviceEvent.Presented(what);
  }
}
