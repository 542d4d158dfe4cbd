package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.healthhut.kiosk.clinical.Protocol;

/** Visits of a kiosk where anything may begin, for tests of what is around them. */
public final class TestVisits {
  public static final Visits.Limits LIMITS =
      new Visits.Limits(Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofSeconds(30));

  private TestVisits() {}

  /** With these devices, all of them ready. */
  public static Visits with(List<Equipment.Device> devices) {
    return new Visits(
        new Visits.Rules(LIMITS, Protocol.DEFAULT, Map.of(), false),
        new Visits.Surroundings(
            new Equipment(devices, _ -> true), () -> true, () -> false, Fitness.ALL_GOOD),
        (_, token) -> token,
        new Random(1));
  }
}
