package org.healthhut.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;

/** Plays one resident's visit over a running {@link Stack} and prints each station of the way. */
public final class Demo {
  /** Nobody's: no area of China has the code 990101. */
  public static final String RESIDENT = "990101195603150037";

  private static final Duration SCREEN_LIMIT = Duration.ofSeconds(90);
  private static final Duration MEASURE_LIMIT = Duration.ofSeconds(60);
  private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(90);
  private static final int READINGS_MAX = 1000;
  private static final Pattern SAVED = Pattern.compile("reading\\.saved seq=(\\d+)");
  private static final Duration PROBE = Duration.ofMillis(20);

  private final Stack stack;
  private final Supplier<Duration> uptime;
  private final PrintStream out;

  public Demo(Stack stack, Supplier<Duration> uptime, PrintStream out) {
    this.stack = stack;
    this.uptime = uptime;
    this.out = out;
  }

  /** The visit, then the addresses. What is behind the last line can be used by hand. */
  public void play() throws IOException, InterruptedException {
    try (var kiosk = new KioskClient(stack.screen(), uptime);
        var doctor =
            DoctorClient.signIn(stack.doctorApp(), stack.doctor(), stack.doctorsPassword())) {
      visit(kiosk, doctor);
    } catch (TimeoutException e) {
      throw new IOException(
          e.getMessage() + "; see the logs in " + stack.folder().resolve("log"), e);
    }
    stack.bench().pace(Pace.REAL).join();
    tell("ready");
    tell("  kiosk screen  " + stack.screen());
    tell(
        "  doctor app    "
            + stack.doctorApp()
            + "   sign in as "
            + stack.doctor()
            + " with "
            + stack.doctorsPassword());
    tell("  bench         " + stack.benchPage());
    tell("  service page  " + stack.screen() + "/service   PIN " + StackFiles.SERVICE_PIN);
    tell("  a resident's number to type at the kiosk: " + RESIDENT);
    tell("  everything is kept in " + stack.folder() + "; Ctrl-C ends it all");
  }

  private void visit(KioskClient kiosk, DoctorClient doctor)
      throws IOException, InterruptedException, TimeoutException {
    var log = new LogTail(stack.log("kiosk-agent"), uptime);
    stack.bench().pace(Pace.FAST).join();
    kiosk.await("ready devices", KioskClient::ready, SCREEN_LIMIT);
    long before = recorded(doctor);
    kiosk.signIn(RESIDENT, SCREEN_LIMIT);
    tell("visit begun by the resident with the number ••••••••••••••••" + RESIDENT.substring(16));

    int taken = 0;
    for (var device : stack.bench().names()) {
      taken++;
      measure(device);
      int number = taken;
      var measured =
          kiosk.await(
              "a reading of " + device,
              view -> KioskClient.readings(view).size() >= number,
              MEASURE_LIMIT);
      var reading = KioskClient.readings(measured.view()).get(number - 1);
      tell("measured " + device + " " + values(reading));
      kiosk.await("已保存", view -> kept(view, number, List.of("saved", "delivered")), SCREEN_LIMIT);
      tell("saved seq=" + log.await(SAVED, SCREEN_LIMIT).group(1));
    }
    int all = taken;
    kiosk.await(
        "已送达",
        view -> {
          for (int number = 1; number <= all; number++) {
            if (!kept(view, number, List.of("delivered"))) {
              return false;
            }
          }
          return true;
        },
        DELIVERY_LIMIT);
    tell("acknowledged through=" + through(doctor));
    var shown = visible(doctor, before + all);
    tell("visible to the doctor: " + all + " more readings, " + shown + " of this resident in all");
    kiosk.touch("end", Map.of());
  }

  private void measure(String device) throws IOException, InterruptedException {
    try {
      stack
          .bench()
          .measure(device, Persona.ALL.get(1))
          .done()
          .get(MEASURE_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the virtual device " + device + " did not measure", e);
    }
  }

  private static boolean kept(JsonNode view, int number, List<String> states) {
    return states.contains(KioskClient.kept(view, number));
  }

  private static String values(JsonNode reading) {
    return StreamSupport.stream(reading.path("values").spliterator(), false)
        .map(value ->
            value.path("metric").asText()
                + " "
                + value.path("number").asText()
                + " "
                + value.path("unit").asText())
        .collect(Collectors.joining(", "));
  }

  private static long through(DoctorClient doctor) throws IOException, InterruptedException {
    return StreamSupport.stream(doctor.kiosks().spliterator(), false)
        .mapToLong(kiosk -> kiosk.path("through").asLong())
        .max()
        .orElse(0);
  }

  private static long recorded(DoctorClient doctor) throws IOException, InterruptedException {
    var resident = doctor.find(RESIDENT);
    return resident.isEmpty() ? 0 : doctor.readings(resident.get(), READINGS_MAX).size();
  }

  /** Waits until the record holds {@code count} readings of the resident. */
  private long visible(DoctorClient doctor, long count)
      throws IOException, InterruptedException, TimeoutException {
    var deadline = uptime.get().plus(DELIVERY_LIMIT);
    while (true) {
      long recorded = recorded(doctor);
      if (recorded >= Math.min(count, READINGS_MAX)) {
        return recorded;
      }
      if (uptime.get().compareTo(deadline) > 0) {
        throw new TimeoutException("The doctor's record did not show the readings");
      }
      TimeUnit.NANOSECONDS.sleep(PROBE.toNanos());
    }
  }

  private void tell(String line) {
    out.println("[demo] " + line);
    out.flush();
  }
}
