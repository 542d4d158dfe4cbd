package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;

/**
 * FreeStyle Optium, sold as Precision Xtra too: {@code $xmem} tells the memory, {@code $colq} who
 * it is and what its clock shows.
 *
 * <pre>
 * 097  Mar  08 2025 07:10 G 0x00      G glucose in mg/dL, K ketone × 18
 *                                     bit 0 control solution, bit 1 the clock was lost
 * </pre>
 *
 * <p>Source: protocols/freestyle.md, B. After it was plugged in or switched off the first command
 * is answered, only echoed, or not heard, as chance has it ("sometimes ignored or only echoed").
 * There is always a ketone among the older records. guess: what Market, ROM and Usage say, that the
 * lines of {@code $colq} end in CR LF, and that {@code $coly} is answered before the meter goes
 * off.
 */
final class FreeStyleOptium implements Dialogue {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM  dd uuuu", Locale.ROOT);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final String VERSION = "0.22";
  private static final String OK = "CMD OK\r\n";

  /** 0.5 mmol/L. */
  private static final String KETONE = "009";

  private final MeterMemory memory;
  private final RandomGenerator random;
  private final String serial;
  private final LocalDateTime ketoneAt;
  private final Intake intake = FreeStyleReply.intake();
  private boolean asleep = true;

  FreeStyleOptium(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.random = random;
    this.serial = SerialNumbers.like("AAAA999-A9999", random);
    this.ketoneAt = memory.now().minusDays(random.nextInt(30, 90));
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    asleep = true;
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var command : intake.take(bytes, uptime)) {
      var text = FreeStyleReply.text(command);
      if (!asleep) {
        sends.add(answer(text));
        continue;
      }
      asleep = false;
      switch (random.nextInt(3)) {
        case 0 -> sends.add(FreeStyleReply.plain(text + "\r\n", "回显 echo"));
        case 1 -> sends.add(answer(text));
        default -> {}
      }
    }
    return sends;
  }

  private Transmission answer(String command) {
    var setting = FreeStyleReply.settingOf(command);
    if (setting.isPresent()) {
      memory.setClock(setting.get());
      return FreeStyleReply.plain(OK, "时钟已设 clock set");
    }
    return switch (command) {
      case "$xmem" -> memory();
      case "$colq" -> identity();
      case "$temp" ->
          FreeStyleReply.plain("Temperature =  23.50 *C /  74.30 *F\r\n" + OK, "温度 temperature");
      case "$coly" -> {
        asleep = true;
        yield FreeStyleReply.plain(OK, "关机 power off");
      }
      default -> FreeStyleReply.plain("CMD Fail!\r\n", "不接受 refused");
    };
  }

  private Transmission identity() {
    var now = memory.now();
    return FreeStyleReply.plain(
        "S/N:\t%s\r\nVer:\t%s\tMMOL\r\nClock:\t%s\t%s\r\nMarket:\tCN\r\nROM:\t01\r\nUsage:\t%d\r\n"
                .formatted(serial, VERSION, DAY.format(now), SECOND.format(now), memory.size())
            + OK,
        "身份和时钟 identity and clock");
  }

  private Transmission memory() {
    var records = new ArrayList<String>();
    for (var kept : memory.newestFirst()) {
      int flags =
          (kept.noted(Flag.CONTROL_SOLUTION) ? 0x01 : 0)
              | (kept.noted(Flag.DEVICE_CLOCK_SUSPECT) ? 0x02 : 0);
      records.add(record(FreeStyleReply.value(kept), kept.at(), "G", flags));
    }
    records.add(record(KETONE, ketoneAt, "K", 0));
    return reply(serial, memory.now(), records);
  }

  static String record(String value, LocalDateTime at, String kind, int flags) {
    return FreeStyleReply.record(value, at, "%s 0x%02X".formatted(kind, flags));
  }

  static Transmission reply(String serial, LocalDateTime now, List<String> records) {
    return FreeStyleReply.memory(serial, VERSION, now, false, records);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Intake.isFrame(FreeStyleReply::sizeAtFront, fromKiosk)
        ? new Note(FreeStyleReply.meaning(FreeStyleReply.text(fromKiosk)), Verdict.UNCHECKED)
        : new Note("不是命令 not a command", Verdict.BAD);
  }
}
