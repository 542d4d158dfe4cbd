package org.healthhut.simulator.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.healthhut.simulator.bench.Bench;
import org.healthhut.simulator.demo.Demo;
import org.healthhut.simulator.demo.DoctorClient;
import org.healthhut.simulator.demo.KioskClient;
import org.healthhut.simulator.demo.Stack;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.vital.Metric;

/**
 * Times one blood pressure after another from the last byte on the wire to the value on the screen,
 * to durable, and to the doctor's record, and after each of them the disk alone.
 *
 * <p>Every program runs on this machine. A value counts as on the screen, or as durable, when the
 * screen's event has arrived at a client; as visible, when the doctor's next request for the
 * resident's readings shows it. So each figure holds what it takes to see it, too.
 */
public final class WayBenchmark {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int READINGS_A_VISIT = 40;
  private static final int WARM_UP = 20;
  private static final String DEVICE = "bp-a";

  private final Stack stack;
  private final Supplier<Duration> uptime;
  private final PrintStream out;

  private final Timings disk = new Timings("one 4 KiB write + fdatasync of this disk");
  private final Timings screen = new Timings("last byte on the wire -> value on the screen");
  private final Timings durable = new Timings("last byte on the wire -> durable, 已保存");
  private final Timings visible = new Timings("last byte on the wire -> visible to the doctor");

  public WayBenchmark(Stack stack, Supplier<Duration> uptime, PrintStream out) {
    this.stack = stack;
    this.uptime = uptime;
    this.out = out;
  }

  /** Measures {@code count} readings after a warm-up and prints a table, then lines of JSON. */
  public void run(int count) throws IOException, InterruptedException {
    try (var probe = new DiskProbe(stack.folder(), uptime);
        var kiosk = new KioskClient(stack.screen(), uptime);
        var doctor =
            DoctorClient.signIn(stack.doctorApp(), stack.doctor(), stack.doctorsPassword())) {
      stack.bench().pace(Pace.INSTANT).join();
      kiosk.await("a ready monitor", KioskClient::ready, LIMIT);
      for (int done = 0; done < WARM_UP + count; ) {
        done += visit(kiosk, doctor, probe, done, WARM_UP + count);
      }
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the benchmark was cut short: " + e.getMessage(), e);
    }
    out.println(Timings.header());
    var all = List.of(disk, screen, durable, visible);
    all.forEach(timings -> out.println(timings.row()));
    all.forEach(timings -> out.println(timings.json()));
  }

  private int visit(KioskClient kiosk, DoctorClient doctor, DiskProbe probe, int done, int all)
      throws IOException, InterruptedException, TimeoutException, ExecutionException {
    kiosk.signIn(Demo.RESIDENT, LIMIT);
    int readings = Math.min(READINGS_A_VISIT, all - done);
    for (int number = 1; number <= readings; number++) {
      boolean counts = done + number > WARM_UP;
      measure(kiosk, doctor, number, counts);
      if (counts) {
        disk.add(probe.once());
      }
    }
    kiosk.touch("end", Map.of());
    kiosk.await("no visit", view -> !KioskClient.visiting(view), LIMIT);
    return readings;
  }

  private void measure(KioskClient kiosk, DoctorClient doctor, int number, boolean counts)
      throws IOException, InterruptedException, TimeoutException, ExecutionException {
    // A value of its own tells this reading from the last, in the record and on the wire.
    var values =
        Map.of(
            Metric.SYSTOLIC, BigDecimal.valueOf(110 + number),
            Metric.DIASTOLIC, BigDecimal.valueOf(70),
            Metric.PULSE, BigDecimal.valueOf(60 + number % 40));
    var run = stack.bench().measure(DEVICE, Persona.ALL.getFirst(), Bench.Wish.of(values));
    var written = run.done().thenApply(_ -> uptime.get());
    var shown =
        kiosk.await("the value", view -> KioskClient.readings(view).size() >= number, LIMIT);
    var saved =
        kiosk.await(
            "已保存",
            view -> List.of("saved", "delivered").contains(KioskClient.kept(view, number)),
            LIMIT);
    var wanted = "" + (110 + number);
    var resident = doctor.find(Demo.RESIDENT);
    var deadline = uptime.get().plus(LIMIT);
    while (resident.isEmpty() || !newestSystolic(doctor, resident.get()).equals(wanted)) {
      if (uptime.get().compareTo(deadline) > 0) {
        throw new TimeoutException("a reading did not become visible");
      }
      resident = doctor.find(Demo.RESIDENT);
    }
    var seen = uptime.get();
    var lastByte = written.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (counts) {
      screen.add(shown.at().minus(lastByte));
      durable.add(saved.at().minus(lastByte));
      visible.add(seen.minus(lastByte));
    }
  }

  private static String newestSystolic(DoctorClient doctor, String resident)
      throws IOException, InterruptedException {
    return doctor
        .readings(resident, 1)
        .path(0)
        .path("values")
        .path("systolic")
        .path("value")
        .asText();
  }
}
