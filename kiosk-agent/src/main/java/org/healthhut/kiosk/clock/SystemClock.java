package org.healthhut.kiosk.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;

/**
 * The operating system's clocks. The wall clock is called synchronised once systemd-timesyncd has
 * heard a time server since the machine started, which it says by making a file; under any other
 * time service, and when the file cannot be looked at, it is called unsynchronised.
 */
public final class SystemClock implements KioskClock {
  private static final Path SYNCHRONIZED = Path.of("/run/systemd/timesync/synchronized");
  private static final Path UPTIME = Path.of("/proc/uptime");

  private final Path whenSynchronized;
  private final long originNanos;

  /**
   * @param whenSynchronized exists while the wall clock may be trusted
   * @param machineUp how long the machine has been up
   */
  SystemClock(Path whenSynchronized, Duration machineUp) {
    this.whenSynchronized = whenSynchronized;
    this.originNanos = System.nanoTime() - machineUp.toNanos();
  }

  /** Where the kernel does not tell its uptime, uptime counts from this call. */
  public static SystemClock ofMachine() {
    return new SystemClock(SYNCHRONIZED, machineUp(UPTIME));
  }

  @Override
  public Moment now() {
    var trust =
        Files.exists(whenSynchronized) ? ClockTrust.SYNCHRONIZED : ClockTrust.UNSYNCHRONIZED;
    return new Moment(Instant.now(), trust, Duration.ofNanos(System.nanoTime() - originNanos));
  }

  /** proc(5): seconds since the start, a space, seconds spent idle. */
  static Duration machineUp(Path file) {
    try {
      var seconds = Files.readString(file).strip().split(" ", 2)[0];
      return Duration.parse("PT" + seconds.toUpperCase(Locale.ROOT) + "S");
    } catch (IOException | DateTimeException _) {
      return Duration.ZERO;
    }
  }
}
