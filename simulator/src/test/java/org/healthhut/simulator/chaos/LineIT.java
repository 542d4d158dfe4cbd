package org.healthhut.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The line between kiosk and broker, silent without being closed: {@code -Dsilent.seconds=45} is
 * beyond what a keep-alive bears.
 */
class LineIT {
  private static final int RATE = 50;

  private final Duration silent = Duration.ofSeconds(Integer.getInteger("silent.seconds", 3));

  @Test
  void aFrozenBrokerACutLineAndAForgetfulBrokerLoseNothing() throws Exception {
    var district = District.get();
    try (var cable = district.cable();
        var saving = Saving.start(district, District.KIOSKS.get(1), cable)) {
      District.await("all are up", District.UP_LIMIT, () -> district.isUp() && saving.isUp());
      saving.rate(RATE);
      awaitArrived(district, saving);

      var broker = district.broker();
      Cable.signal("STOP", broker);
      saving.awaitSaid(RATE);
      District.pause(silent);
      Cable.signal("CONT", broker);
      awaitArrived(district, saving);

      cable.pull();
      saving.awaitSaid(RATE);
      District.pause(silent);
      cable.plug();
      awaitArrived(district, saving);

      district.killBrokerAndForget();
      saving.awaitSaid(RATE);
      saving.rate(0);
      district.awaitDrained(saving);
      var balance = district.balance(saving);
      System.out.printf("line silent for %d s: %s%n", silent.toSeconds(), balance);
      assertTrue(balance.holds(), balance::toString);
    }
  }

  /** What had been saved when this was called is with the district, and the kiosk knows it. */
  private static void awaitArrived(District district, Saving saving) throws Exception {
    var now = saving.standing();
    long captured = now == null ? 1 : Math.max(1, now.captured());
    District.await(
        captured + " have arrived, of " + district.folder(),
        District.DRAIN_LIMIT,
        () -> {
          var standing = saving.standing();
          return standing != null && standing.acknowledged() >= captured;
        });
  }
}
