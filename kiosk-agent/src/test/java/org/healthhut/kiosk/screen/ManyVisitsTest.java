package org.healthhut.kiosk.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Presentation;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.Comfort;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.Equipment;
import org.healthhut.kiosk.visit.Fitness;
import org.healthhut.kiosk.visit.Known;
import org.healthhut.kiosk.visit.Receipt;
import org.healthhut.kiosk.visit.Stage;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.wire.Entry;
import org.junit.jupiter.api.Test;

/**
 * Two hundred visits of people who touch whatever they see, at devices that fail, with a district
 * that comes and goes: whatever happens there is a screen, a way out of it, and nothing of one
 * person in the next one's visit.
 */
class ManyVisitsTest {
  private static final int VISITS = 200;
  private static final int EVENTS_MAX = 120;

  private static final String NUMBER = "990101195603150037";

  @Test
  void everybodyGetsOutAndNobodySeesAnotherOne() {
    for (long seed = 0; seed < 5; seed++) {
      var kiosk = new Crowd(new Random(seed));
      for (int visit = 0; visit < VISITS / 5; visit++) {
        kiosk.visit("seed " + seed + " visit " + visit);
      }
      assertTrue(kiosk.begun > VISITS / 10, "hardly anybody came");
      assertTrue(kiosk.screens.size() > 15, "hardly any screen was seen: " + kiosk.screens);
    }
  }

  /** A kiosk with every kind of device, and all that was seen of it. */
  private static final class Crowd {
    private final Random random;
    private final Visits visits;
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<String, Integer> readings = new HashMap<>();
    private final List<Surroundings.Device> devices = new ArrayList<>();
    final Set<ScreenView.Screen> screens = EnumSet.noneOf(ScreenView.Screen.class);
    int begun;
    private Visit visit = new Visit.Idle();
    private Moment now =
        new Moment(
            Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(5));
    private boolean online;
    private boolean room = true;
    private boolean plugged = true;
    private String open = "";
    private String name = "";
    private long seq;

    Crowd(Random random) {
      this.random = random;
      for (var kind : Category.values()) {
        if (kind != Category.IDENTITY) {
          var model =
              Catalogue.models().stream()
                  .filter(each -> each.category() == kind)
                  .filter(each -> kind != Category.BLOOD_PRESSURE || each.startable())
                  .findFirst()
                  .orElseThrow();
          devices.add(
              new Surroundings.Device(
                  kind.name().toLowerCase(Locale.ROOT),
                  model,
                  DeviceHealth.connecting(now),
                  null,
                  null));
        }
      }
      var equipment =
          new Equipment(
              devices.stream()
                  .map(device -> new Equipment.Device(device.name(), device.model()))
                  .toList(),
              _ -> plugged);
      visits =
          new Visits(
              new Visits.Rules(TestVisits.LIMITS, Protocol.DEFAULT, Map.of(), true),
              new Visits.Surroundings(equipment, () -> room, () -> online, Fitness.ALL_GOOD),
              (_, token) -> token,
              random);
    }

    void visit(String where) {
      // A name of its own, in characters that stand in no other text of the kiosk.
      var before = name;
      name = Character.toString(0x4E00 + random.nextInt(0x5000)) + "小" + (char) 0x9F98;
      int events = 1 + random.nextInt(EVENTS_MAX);
      for (int i = 0; i < events; i++) {
        on(anything(), where);
        check(where, before);
      }
      for (int tries = 0; !(visit instanceof Visit.Idle) && tries < 8; tries++) {
        on(random.nextBoolean() ? new VisitEvent.End(now) : pass(Duration.ofMinutes(10)), where);
        check(where, before);
      }
      assertInstanceOf(Visit.Idle.class, visit, where + ": no way out");
      var shown = json();
      assertFalse(shown.contains(name.substring(0, 1)), where + ": a name was left");
      assertFalse(shown.contains("\"parts\""), where + ": something was left");
    }

    private void on(VisitEvent event, String where) {
      var next = visits.step(visit, event);
      visit = next.visit();
      for (var effect : next.effects()) {
        switch (effect) {
          case Effect.Append(var entry, var receipt) -> {
            record(entry, where);
            if (receipt != null) {
              receipts.add(receipt);
            }
          }
          case Effect.Ask _, Effect.Inquire _, Effect.Print _ -> {}
        }
      }
    }

    private void record(Entry entry, String where) {
      switch (entry) {
        case Entry.VisitBegan began -> {
          assertEquals("", open, where);
          open = began.visit();
          begun++;
        }
        case Entry.ReadingTaken taken -> {
          assertEquals(open, taken.visit(), where);
          assertEquals(readings.merge(open, 1, Integer::sum), taken.number(), where);
        }
        case Entry.Assessed assessed -> {
          assertEquals(open, assessed.visit(), where);
          int count = readings.getOrDefault(open, 0);
          assessed.assessment().from().forEach(number -> assertTrue(number <= count, where));
        }
        case Entry.ConsentSaid(var _, var of, var _, var _) -> assertEquals(open, of, where);
        case Entry.TakeAwayGiven(var _, var of, var _) -> assertEquals(open, of, where);
        case Entry.ContactAsked(var _, var of) -> assertEquals(open, of, where);
        case Entry.AlertRaised(var _, var of, var _) -> assertEquals(open, of, where);
        case Entry.VisitEnded ended -> {
          assertEquals(open, ended.visit(), where);
          open = "";
        }
        case Entry.StrayReading _, Entry.StaffCalled _, Entry.KioskEvent _, Entry.Unknown _ -> {}
      }
    }

    private void check(String where, String before) {
      if (visit instanceof Visit.Ended ended && ended.refused()) {
        open = "";
      }
      var view = view();
      screens.add(view.screen());
      var json = ScreenServer.json(view);
      if (!before.isEmpty() && !before.substring(0, 1).equals(name.substring(0, 1))) {
        assertFalse(json.contains(before.substring(0, 1)), where + ": the one before is seen");
      }
      assertFalse(json.contains(NUMBER.substring(0, 14)), where + ": a number is seen");
      if (visit instanceof Visit.Measuring measuring) {
        assertEquals(open, measuring.id(), where);
        var parts = view.parts();
        assertEquals(
            readings.getOrDefault(open, 0), parts == null ? -1 : parts.readings().size(), where);
      }
    }

    private ScreenView view() {
      var around =
          new Surroundings(
              "start",
              new Surroundings.Place(
                  "小屋", true, 21.5, "", Optional.of("https://hub.example/t/"), true),
              devices,
              online ? "mqtt" : "",
              seq,
              !room,
              false,
              false,
              now);
      return Screens.view(visit, around, visits.leavingIn(visit, now));
    }

    private String json() {
      return ScreenServer.json(view());
    }

    private VisitEvent pass(Duration time) {
      now = now.plus(time);
      return new VisitEvent.Tick(now);
    }

    private VisitEvent anything() {
      now = now.plus(Duration.ofMillis(random.nextInt(4_000)));
      return switch (random.nextInt(12)) {
        case 0 -> pass(Duration.ofSeconds(random.nextInt(120)));
        case 1 -> world();
        case 2 -> kept();
        case 3, 4, 5 -> device();
        default -> touch();
      };
    }

    private VisitEvent world() {
      return switch (random.nextInt(6)) {
        case 0 -> {
          online = !online;
          yield new VisitEvent.Tick(now);
        }
        case 1 -> {
          plugged = random.nextInt(4) != 0;
          yield new VisitEvent.Tick(now);
        }
        case 2 -> {
          room = random.nextInt(8) != 0;
          yield new VisitEvent.Tick(now);
        }
        case 3 -> new VisitEvent.Presence(now, random.nextBoolean());
        case 4 -> new VisitEvent.Printed(now, Stage.Printing.NO_PAPER);
        default -> answered();
      };
    }

    private VisitEvent answered() {
      var token =
          visit instanceof Visit.Measuring measuring
                  && measuring.who() instanceof Visit.Who.Resident resident
              ? resident.token()
              : "another";
      return new VisitEvent.Answered(
          now, token, new Known(true, name.substring(0, 1) + "*", null, null, List.of()));
    }

    private VisitEvent kept() {
      if (receipts.isEmpty()) {
        return new VisitEvent.Acknowledged(now, seq);
      }
      var receipt = receipts.remove(random.nextInt(receipts.size()));
      return random.nextInt(6) == 0
          ? new VisitEvent.NotSaved(now, receipt)
          : new VisitEvent.Saved(now, receipt, ++seq);
    }

    private VisitEvent device() {
      var device = devices.get(random.nextInt(devices.size()));
      var kind = device.model().category();
      DeviceEvent event =
          switch (random.nextInt(8)) {
            case 0 -> new DeviceEvent.Failed(any(Fault.values()), "");
            case 1 -> new DeviceEvent.Status(any(State.values()), "");
            case 2 ->
                new DeviceEvent.Presented(new Presentation.Card(identity(), random.nextBoolean()));
            case 3 -> new DeviceEvent.Presented(new Presentation.Code("6925303721039"));
            case 4 -> live(kind);
            default ->
                new DeviceEvent.Measured(
                    values(kind),
                    random.nextInt(6) == 0 ? Set.of(any(Flag.values())) : Set.of(),
                    null,
                    null);
          };
      return new VisitEvent.Heard(now, device.name(), device.model().id(), event);
    }

    private DeviceEvent live(Category kind) {
      return kind == Category.BLOOD_PRESSURE
          ? new DeviceEvent.Progress(Metric.CUFF_PRESSURE, of(Metric.CUFF_PRESSURE, 0, 250))
          : new DeviceEvent.Progress(Metric.WEIGHT, of(Metric.WEIGHT, 0, 120));
    }

    private Map<Metric, Quantity> values(Category kind) {
      return switch (kind) {
        case BLOOD_PRESSURE ->
            Map.of(
                Metric.SYSTOLIC, of(Metric.SYSTOLIC, 85, 230),
                Metric.DIASTOLIC, of(Metric.DIASTOLIC, 45, 125),
                Metric.PULSE, of(Metric.PULSE, 35, 150));
        case GLUCOSE -> Map.of(Metric.GLUCOSE, of(Metric.GLUCOSE, 2, 30));
        case WEIGHT -> Map.of(Metric.WEIGHT, of(Metric.WEIGHT, 30, 130));
        case HEIGHT -> Map.of(Metric.HEIGHT, of(Metric.HEIGHT, 140, 200));
        case OXIMETER -> Map.of(Metric.OXYGEN_SATURATION, of(Metric.OXYGEN_SATURATION, 85, 100));
        case THERMOMETER, IDENTITY -> Map.of(Metric.TEMPERATURE, of(Metric.TEMPERATURE, 35, 41));
      };
    }

    private <T> T any(T[] values) {
      return values[random.nextInt(values.length)];
    }

    private Quantity of(Metric metric, int from, int to) {
      return Quantity.of(from + random.nextInt(to - from), metric.unit());
    }

    private Identity identity() {
      var number =
          ((IdentityNumber.Parsed.Valid) IdentityNumber.parse(NUMBER, LocalDate.of(2026, 11, 21)))
              .number();
      return new Identity(number, name);
    }

    private VisitEvent touch() {
      return switch (random.nextInt(26)) {
        case 0 -> new VisitEvent.Begin(now);
        case 1 -> new VisitEvent.AsGuest(now);
        case 2 -> new VisitEvent.ToType(now);
        case 3 -> new VisitEvent.Key(now, "0123456789X".charAt(random.nextInt(11)));
        case 4 -> new VisitEvent.Confirm(now);
        case 5, 6, 7 -> new VisitEvent.Yes(now);
        case 8 -> new VisitEvent.No(now);
        case 9 -> new VisitEvent.Again(now);
        case 10 -> new VisitEvent.GoOn(now);
        case 11, 12 -> new VisitEvent.Choose(now, any(Category.values()));
        case 13 -> new VisitEvent.SkipRest(now);
        case 14 -> new VisitEvent.Start(now);
        case 15 -> new VisitEvent.Stop(now);
        case 16 -> new VisitEvent.Ate(now, any(MealContext.values()));
        case 17 -> new VisitEvent.Unwell(now);
        case 18 -> new VisitEvent.Feels(now, any(Symptom.values()));
        case 19 -> new VisitEvent.Told(now);
        case 20 -> new VisitEvent.NoSymptom(now);
        case 21 -> random.nextBoolean() ? new VisitEvent.TakeAway(now) : new VisitEvent.Print(now);
        case 22 -> new VisitEvent.AskContact(now);
        case 23 -> new VisitEvent.Prefer(now, Comfort.Language.ENGLISH, random.nextBoolean(), 1);
        case 24 -> new VisitEvent.Listen(now);
        default -> random.nextInt(6) == 0 ? new VisitEvent.End(now) : new VisitEvent.Stay(now);
      };
    }
  }
}
