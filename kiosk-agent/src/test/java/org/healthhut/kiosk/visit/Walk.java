package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Presentation;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/** One person's way through a kiosk with a monitor, a glucose meter and a scale, all in memory. */
final class Walk {
  private static final String NUMBER = "990101195603150037";

  final List<Entry> entries = new ArrayList<>();
  final List<Effect.Ask> asks = new ArrayList<>();
  private final Visits visits;

  /** Devices that are not ready. */
  final Set<String> away = new HashSet<>();

  boolean online;
  Visit visit = new Visit.Idle();
  Moment now =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(5));

  Walk() {
    visits =
        new Visits(
            new Visits.Rules(TestVisits.LIMITS, Protocol.DEFAULT, Map.of(), false),
            new Visits.Surroundings(
                new Equipment(
                    List.of(
                        device("bp-a", Category.BLOOD_PRESSURE, true),
                        device("glu-a", Category.GLUCOSE, false),
                        device("ox-a", Category.OXIMETER, false),
                        device("scale-a", Category.WEIGHT, false)),
                    name -> !away.contains(name)),
                () -> true,
                () -> online,
                Fitness.ALL_GOOD),
            (_, token) -> token,
            new Random(1));
  }

  private static Equipment.Device device(String name, Category kind, boolean startable) {
    return new Equipment.Device(
        name,
        Catalogue.models().stream()
            .filter(model -> model.category() == kind && model.startable() == startable)
            .findFirst()
            .orElseThrow());
  }

  void on(VisitEvent event) {
    var next = visits.step(visit, event);
    visit = next.visit();
    for (var effect : next.effects()) {
      switch (effect) {
        case Effect.Append(var entry, var _) -> entries.add(entry);
        case Effect.Ask ask -> asks.add(ask);
        case Effect.Inquire _, Effect.Print _ -> {}
      }
    }
  }

  void guest() {
    on(new VisitEvent.AsGuest(now));
  }

  /** Shows a code with a number on it. */
  void heardCode(String number) {
    heard("id-a", new DeviceEvent.Presented(new Presentation.Code(number)));
  }

  /** Lays a card on the reader. */
  void showCard() {
    var number =
        ((IdentityNumber.Parsed.Valid) IdentityNumber.parse(NUMBER, LocalDate.of(2026, 11, 21)))
            .number();
    heard(
        "id-a",
        new DeviceEvent.Presented(new Presentation.Card(new Identity(number, "王小明"), false)));
  }

  /** Says who one is, and the district answers; null when it does not. */
  void claim(@Nullable Known known) {
    heardCode(NUMBER);
    var identifying = assertInstanceOf(Visit.Identifying.class, visit);
    var claim = assertInstanceOf(Entrance.Confirming.class, identifying.entrance()).claim();
    if (known != null) {
      on(new VisitEvent.Answered(now, claim.token(), known));
    }
  }

  void signIn(Known known) {
    claim(known);
    on(new VisitEvent.Yes(now));
    on(new VisitEvent.Yes(now));
    assertInstanceOf(Visit.Measuring.class, visit);
  }

  void choose(Category kind) {
    on(new VisitEvent.Choose(now, kind));
  }

  /** Rested, with the arm in the cuff. */
  void armed() {
    choose(Category.BLOOD_PRESSURE);
    pass(Protocol.DEFAULT.rest());
    assertInstanceOf(Stage.Arming.class, stage());
  }

  void pass(Duration time) {
    now = now.plus(time);
    on(new VisitEvent.Tick(now));
  }

  void heard(String device, DeviceEvent event) {
    on(new VisitEvent.Heard(now, device, "model", event));
  }

  /** The cuff fills to so much. */
  void cuff(int mmHg) {
    filled(mmHg / 2);
    filled(mmHg);
  }

  void filled(int mmHg) {
    heard("bp-a", new DeviceEvent.Progress(Metric.CUFF_PRESSURE, Quantity.of(mmHg, Unit.MM_HG)));
  }

  void failed(Fault fault) {
    heard("bp-a", new DeviceEvent.Failed(fault, ""));
  }

  void pressure(int systolic, int diastolic, int pulse) {
    measured(GuidedVisitTest.values(systolic, diastolic, pulse), Set.of());
  }

  void measured(Map<Metric, Quantity> values, Set<Flag> flags) {
    heard("bp-a", new DeviceEvent.Measured(values, flags, null, null));
  }

  void glucose(String mmolPerL) {
    heard("glu-a", single(Metric.GLUCOSE, mmolPerL));
  }

  void oxygen(String percent) {
    heard("ox-a", single(Metric.OXYGEN_SATURATION, percent));
  }

  void weight(String kg) {
    heard("scale-a", single(Metric.WEIGHT, kg));
  }

  private static DeviceEvent.Measured single(Metric metric, String number) {
    return new DeviceEvent.Measured(
        Map.of(metric, Quantity.of(number, metric.unit())), Set.of(), null, null);
  }

  /** A value of last week. */
  Known.Past past(Metric metric, String number) {
    return new Known.Past(
        now.at().minus(Duration.ofDays(7)), Map.of(metric, Quantity.of(number, metric.unit())));
  }

  Stage stage() {
    return assertInstanceOf(Visit.Measuring.class, visit).stage();
  }

  Optional<Duration> leaving() {
    return visits.leavingIn(visit, now);
  }

  List<Entry.ReadingTaken> taken() {
    return of(Entry.ReadingTaken.class);
  }

  List<Entry.Assessed> assessed() {
    return of(Entry.Assessed.class);
  }

  List<Entry.AlertRaised> alerts() {
    return of(Entry.AlertRaised.class);
  }

  List<String> strays() {
    return of(Entry.StrayReading.class).stream().map(Entry.StrayReading::why).toList();
  }

  private <E extends Entry> List<E> of(Class<E> kind) {
    return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
