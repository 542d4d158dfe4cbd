package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;

/**
 * FreeStyle Lite, Freedom Lite and Mini: {@code $mem} tells everything at once.
 *
 * <p>Source: protocols/freestyle.md, A. Every other meter puts STX and ETX around its answer ("some
 * meters wrap the whole reply"). guess: that {@code $tim} is answered with CMD OK as the Optium
 * answers it (the note has one driver that uses it), and that other commands are passed over.
 */
final class FreeStyleLite implements Dialogue {
  private static final String VERSION = "0.31       -P";

  /** Plasma type; nobody knows what it means. */
  private static final String TYPE = "14";

  private final MeterMemory memory;
  private final String serial;
  private final boolean wraps;
  private final Intake intake = FreeStyleReply.intake();

  FreeStyleLite(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AAA9999-A9999", random);
    this.wraps = random.nextBoolean();
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .map(FreeStyleReply::text)
        .map(this::answer)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Transmission> answer(String command) {
    if (command.equals("$mem") || command.equals("mem")) {
      var records = memory.newestFirst().stream().map(FreeStyleLite::record).toList();
      var reply = reply(serial, memory.now(), records);
      return Optional.of(wraps ? wrapped(reply) : reply);
    }
    return FreeStyleReply.settingOf(command)
        .map(shown -> {
          memory.setClock(shown);
          return FreeStyleReply.plain("CMD OK\r\n", "时钟已设 clock set");
        });
  }

  private static Transmission wrapped(Transmission reply) {
    int checksum = reply.checksum();
    return new Transmission(
        Bytes.of(0x02).plus(reply.frame()).plus(Bytes.of(0x03)),
        reply.note(),
        checksum == Transmission.NO_CHECKSUM ? checksum : checksum + 1);
  }

  private static String record(MeterMemory.Kept kept) {
    return record(
        FreeStyleReply.value(kept), kept.at(), kept.noted(Flag.CONTROL_SOLUTION) ? "0x01" : "0x00");
  }

  static String record(String value, LocalDateTime at, String flags) {
    return FreeStyleReply.record(value, at, TYPE + " " + flags);
  }

  static Transmission reply(String serial, LocalDateTime now, List<String> records) {
    return FreeStyleReply.memory(serial, VERSION, now, true, records);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Intake.isFrame(FreeStyleReply::sizeAtFront, fromKiosk)
        ? new Note(FreeStyleReply.meaning(FreeStyleReply.text(fromKiosk)), Verdict.UNCHECKED)
        : new Note("不是命令 not a command", Verdict.BAD);
  }
}
