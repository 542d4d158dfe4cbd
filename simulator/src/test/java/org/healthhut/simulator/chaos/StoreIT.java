package org.healthhut.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The disk under a kiosk's records, damaged and full. */
class StoreIT {
  private static final int RATE = 200;
  private static final int RECORDS = 300;

  private final long seed = Long.getLong("chaos.seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  /** Offline, so that nothing but the kiosk has the records when its store is damaged. */
  @Test
  void whatADamagedStoreStillHoldsIsDeliveredAndTheRestIsSaidToBeLost() throws Exception {
    var district = District.get();
    District.await("all are up", District.UP_LIMIT, district::isUp);
    district.stopBroker();
    Map<Saving, Damage> damaged = new LinkedHashMap<>();
    var done = new ArrayList<String>();
    try {
      for (var damage : chosen()) {
        var kiosk = District.KIOSKS.get(2 + damaged.size());
        var saving = Saving.start(district, kiosk, district.loopback());
        damaged.put(saving, damage);
        saving.awaitUp();
        saving.rate(RATE);
        saving.awaitSaid(RECORDS);
        saving.rate(0);
        saving.stop();
        done.add(damage + ": " + damage.to(saving.data(), random));
        System.out.println("chaos.seed " + seed + " " + done.getLast());
      }
      district.startBroker();
      for (var saving : damaged.keySet()) {
        saving.start();
      }
      for (var each : damaged.entrySet()) {
        var saving = each.getKey();
        district.awaitDrained(saving);
        var balance = district.balance(saving);
        System.out.println(each.getValue() + " " + balance);
        assertEquals(
            0, balance.missing() + balance.doubled() + balance.changed(), done + " " + balance);
        assertTrue(balance.unbroken() && balance.refused() == 0, done + " " + balance);
        assertTrue(balance.lost() == 0 || each.getValue().mayLose(), done + " " + balance);
        assertTrue(balance.lost() < balance.said() / 2, done + " " + balance);
      }
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "chaos.seed %d, kept in %s: %s".formatted(seed, district.folder(), done), e);
    } finally {
      damaged.keySet().forEach(Saving::close);
      district.startBroker();
    }
  }

  /** All of them in the long form, else one. */
  private List<Damage> chosen() {
    var all = List.of(Damage.values());
    if (Integer.getInteger("rounds", 0) >= 100) {
      return all;
    }
    return List.of(all.get(random.nextInt(all.size())));
  }

  @Test
  void aFullDiskRefusesAndLosesNothing() throws Exception {
    var district = District.get();
    District.await("all are up", District.UP_LIMIT, district::isUp);
    var data = Files.createDirectories(district.folder().resolve("small-disk"));
    try (var disk = SmallDisk.mount(data);
        var saving =
            Saving.start(
                district, District.KIOSKS.getLast(), data.resolve("data"), district.loopback())) {
      saving.awaitUp();
      saving.rate(RATE);
      saving.awaitSaid(RECORDS);
      if (disk.mounted()) {
        fill(data.resolve("filler"));
        awaitRefusing(saving);
        saving.kill(); // and let it find the disk full when it starts
        District.pause(Duration.ofSeconds(3));
        Files.delete(data.resolve("filler"));
      } else {
        saving.stop();
        saving.prefix(disk.prefix());
        saving.start();
        awaitRefusing(saving);
        saving.stop();
        saving.prefix(List.of());
        saving.start();
      }
      saving.awaitUp();
      saving.awaitSaid(RECORDS);
      saving.rate(0);
      district.awaitDrained(saving);
      var balance = district.balance(saving);
      System.out.println("full disk " + balance);
      assertTrue(balance.holds(), balance::toString);
    }
  }

  /** The kiosk calls nothing saved any more although it goes on measuring. */
  private static void awaitRefusing(Saving saving) throws Exception {
    var before = new AtomicInteger(-1);
    District.await(
        "the kiosk refuses",
        District.UP_LIMIT,
        () -> {
          int said = saving.said().size();
          boolean stands = before.getAndSet(said) == said;
          District.pause(Duration.ofSeconds(1));
          return stands;
        });
  }

  private static void fill(Path filler) throws IOException {
    var some = ByteBuffer.allocate(4096);
    try (var channel =
        FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (true) {
        channel.write(some.rewind());
      }
    } catch (IOException _) {
      // Full: what was wanted.
    }
  }
}
