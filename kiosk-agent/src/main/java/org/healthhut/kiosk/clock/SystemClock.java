package org.healthhut.kiosk.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Pattern BOOT_ID = Pattern.compile("[0-9A-Fa-f-]{1,64}");

  private final Path whenSynchronized;
  private final long originNanos;
  private final Optional<String> machineBoot;

  /**
   * @param whenSynchronized exists while the wall clock may be trusted
   * @param machineUp how long the machine has been up; zero where it does not tell
   * @param boot what holds the id of the machine's start
   */
  SystemClock(Path whenSynchronized, Duration machineUp, Path boot) {
    this.whenSynchronized = whenSynchronized;
    this.originNanos = System.nanoTime() - machineUp.toNanos();
    this.machineBoot = machineUp.isZero() ? Optional.empty() : bootId(boot);
  }

  /** Where the kernel does not tell its uptime, uptime counts from this call. */
  public static SystemClock ofMachine() {
    return new SystemClock(SYNCHRONIZED, machineUp(UPTIME), BOOT);
  }

  @Override
  public Optional<String> machineBoot() {
    return machineBoot;
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

  /** random(4): a UUID made once at the kernel's start. */
  private static Optional<String> bootId(Path file) {
    try {
      return Optional.of(Files.readString(file).strip())
          .filter(id -> BOOT_ID.matcher(id).matches());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
