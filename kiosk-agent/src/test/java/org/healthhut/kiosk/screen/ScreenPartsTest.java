package org.healthhut.kiosk.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Presentation;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Protocol;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.Equipment;
import org.healthhut.kiosk.visit.Receipt;
import org.healthhut.kiosk.visit.TestVisits;
import org.healthhut.kiosk.visit.Visit;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScreenPartsTest {
  private static final Model MONITOR = model(Category.BLOOD_PRESSURE);
  private static final Model METER = model(Category.GLUCOSE);
  private static final Surroundings.Strips LOT = new Surroundings.Strips("A23", "2026-12-31");
  private static final String NUMBER = "990101195603150037";

  private final Visits visits =
      TestVisits.with(
          List.of(new Equipment.Device("bp-a", MONITOR), new Equipment.Device("glu-a", METER)));
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Surroundings.Device> devices = new ArrayList<>();
  private Visit visit = new Visit.Idle();
  private Moment now =
      new Moment(
          Instant.parse("2026-11-21T01:14:00Z"), ClockTrust.SYNCHRONIZED, Duration.ofHours(5));

  private static Model model(Category kind) {
    return Catalogue.models().stream()
        .filter(model -> model.category() == kind)
        .filter(model -> model.startable() == (kind == Category.BLOOD_PRESSURE))
        .findFirst()
        .orElseThrow();
  }

  private void on(VisitEvent event) {
    var next = visits.step(visit, event);
    visit = next.visit();
    for (var effect : next.effects()) {
      if (effect instanceof Effect.Append(var _, var receipt) && receipt != null) {
        receipts.add(receipt);
      }
    }
  }

  private void heard(String device, DeviceEvent event) {
    on(new VisitEvent.Heard(now, device, "model", event));
  }

  private ScreenView view() {
    return Screens.view(
        visit,
        new Surroundings(
            "start",
            new Surroundings.Place("小屋", false, 21.5, "", Optional.empty(), false),
            devices,
            "mqtt",
            0,
            false,
            false,
            false,
            now),
        Optional.empty());
  }

  private ScreenView.Parts parts() {
    var parts = view().parts();
    assertNotNull(parts);
    return parts;
  }

  private void stands(
      String name, Model model, boolean ready, Surroundings.@Nullable Strips strips) {
    devices.add(
        new Surroundings.Device(
            name,
            model,
            ready ? DeviceHealth.ready(now) : DeviceHealth.disabled("repair", now),
            null,
            strips));
  }

  private void chooseGlucose() {
    on(new VisitEvent.AsGuest(now));
    on(new VisitEvent.Choose(now, Category.GLUCOSE));
    on(new VisitEvent.Ate(now, MealContext.RANDOM));
    assertEquals(ScreenView.Screen.USE, view().screen());
  }

  private Surroundings.@Nullable Strips strips() {
    var use = parts().use();
    assertNotNull(use);
    return use.strips();
  }

  @Test
  void stripsAreThoseOfTheOnlyMeterThatCanBeUsed() {
    stands("bp-a", MONITOR, true, null);
    stands("glu-a", METER, true, LOT);
    stands("glu-b", METER, false, new Surroundings.Strips("B24", "2026-11-01"));
    chooseGlucose();
    assertEquals(LOT, strips());
    stands("glu-c", METER, true, null);
    assertNull(strips(), "nobody knows which of the two meters will be taken");
  }

  @Test
  void nothingIsSaidOfStripsThatNobodyHasEntered() {
    devices.add(new Surroundings.Device("glu-a", METER, DeviceHealth.ready(now), null, null));
    chooseGlucose();
    assertNull(strips());
    assertFalse(ScreenServer.json(view()).contains("strips"));
  }

  @Test
  void aFailureSaysWhatIsSavedAlready() {
    on(new VisitEvent.AsGuest(now));
    on(new VisitEvent.Choose(now, Category.BLOOD_PRESSURE));
    on(new VisitEvent.SkipRest(now));
    on(new VisitEvent.Yes(now));
    on(new VisitEvent.Start(now));
    heard("bp-a", new DeviceEvent.Failed(Fault.MOVEMENT, ""));
    assertFalse(isSaid(), "nothing was measured");
    on(new VisitEvent.GoOn(now));
    on(new VisitEvent.Choose(now, Category.BLOOD_PRESSURE));
    on(new VisitEvent.SkipRest(now));
    on(new VisitEvent.Yes(now));
    on(new VisitEvent.Start(now));
    heard(
        "bp-a",
        new DeviceEvent.Measured(
            Map.of(
                Metric.SYSTOLIC, Quantity.of(128, Unit.MM_HG),
                Metric.DIASTOLIC, Quantity.of(82, Unit.MM_HG)),
            Set.of(),
            null,
            null));
    now = now.plus(Protocol.DEFAULT.interval());
    on(new VisitEvent.Tick(now));
    heard("bp-a", new DeviceEvent.Failed(Fault.CUFF_LOOSE, ""));
    assertFalse(isSaid(), "not yet");
    on(new VisitEvent.Saved(now, receipts.getLast(), 7));
    assertTrue(isSaid());
    on(new VisitEvent.NotSaved(now, receipts.getLast()));
    assertFalse(isSaid());
  }

  private boolean isSaid() {
    assertEquals(ScreenView.Screen.TROUBLE, view().screen());
    var trouble = parts().trouble();
    assertNotNull(trouble);
    return trouble.saved();
  }

  @Test
  void anUnknownCodeLeavesEveryOtherWayIn() {
    var card =
        new DeviceEvent.Presented(new Presentation.Card(new Identity(number(), "王小明"), false));
    List<VisitEvent> ways =
        List.of(
            new VisitEvent.ToType(now),
            new VisitEvent.AsGuest(now),
            new VisitEvent.Heard(now, "id-a", "model", card),
            new VisitEvent.Back(now));
    var screens =
        List.of(
            ScreenView.Screen.TYPE,
            ScreenView.Screen.MENU,
            ScreenView.Screen.CONFIRM,
            ScreenView.Screen.IDENTIFY);
    for (int i = 0; i < ways.size(); i++) {
      for (var text : List.of("6925303721039", "JKXW|P20250308|00042", "姓名=王小明", "")) {
        visit = new Visit.Idle();
        heard("id-a", new DeviceEvent.Presented(new Presentation.Code(text)));
        assertEquals(ScreenView.Screen.SCAN, view().screen(), text);
        var trouble = parts().trouble();
        assertNotNull(trouble);
        assertEquals("ID-02", trouble.code(), text);
        assertFalse(ScreenServer.json(view()).contains("王小明"), "nothing of the code is shown");
        on(ways.get(i));
        assertEquals(screens.get(i), view().screen(), text);
      }
    }
  }

  private static IdentityNumber number() {
    return ((IdentityNumber.Parsed.Valid) IdentityNumber.parse(NUMBER, LocalDate.of(2026, 11, 21)))
        .number();
  }
}
