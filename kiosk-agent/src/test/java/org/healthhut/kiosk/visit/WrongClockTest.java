package org.healthhut.kiosk.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Presentation;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;

/** What dates decide, by a clock that shows another decade. */
class WrongClockTest {
  private static final Instant FAR = Instant.parse("2060-01-01T00:00:00Z");

  private final Walk walk = new Walk();

  private void jump(ClockTrust trust) {
    walk.now = new Moment(FAR, trust, walk.now.uptime().plusSeconds(1));
  }

  private static Known known(Known.Past past) {
    return new Known(true, null, null, null, List.of(past));
  }

  @Test
  void aKnownHeightServesOnThoughTheClockRunsFarAhead() {
    var known = known(walk.past(Metric.HEIGHT, "160"));
    jump(ClockTrust.UNSYNCHRONIZED);
    walk.signIn(known);
    walk.weight("61.4");
    assertEquals(
        Quantity.of("24.0", Unit.KG_PER_M2),
        walk.assessed().getLast().assessment().values().get(Metric.BODY_MASS_INDEX));
  }

  @Test
  void aWeightFarFromTheLastOneIsDoubtedThoughTheClockRunsFarAhead() {
    var known = known(walk.past(Metric.WEIGHT, "61.2"));
    jump(ClockTrust.UNSYNCHRONIZED);
    walk.signIn(known);
    walk.weight("76.9");
    assertInstanceOf(Stage.Doubting.class, walk.stage());
  }

  @Test
  void twoWeightsOfOneVisitAreComparedThoughTheClockIsSetBetweenThem() {
    walk.guest();
    walk.weight("61.2");
    jump(ClockTrust.SYNCHRONIZED);
    walk.weight("76.9");
    assertInstanceOf(Stage.Doubting.class, walk.stage());
  }

  @Test
  void aCardIsCalledExpiredOnlyByAClockThatCanBeBelieved() {
    assertEquals(true, calledExpired(ClockTrust.SYNCHRONIZED));
    assertEquals(false, calledExpired(ClockTrust.UNSYNCHRONIZED));
  }

  private static boolean calledExpired(ClockTrust trust) {
    var walk = new Walk();
    walk.now = new Moment(walk.now.at(), trust, Duration.ofHours(5));
    var number =
        ((IdentityNumber.Parsed.Valid)
                IdentityNumber.parse("990101195603150037", LocalDate.of(2026, 11, 21)))
            .number();
    walk.heard(
        "id-a",
        new DeviceEvent.Presented(new Presentation.Card(new Identity(number, "王小明"), true)));
    var identifying = assertInstanceOf(Visit.Identifying.class, walk.visit);
    return assertInstanceOf(Entrance.Confirming.class, identifying.entrance()).claim().expired();
  }
}
