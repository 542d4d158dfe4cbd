package org.healthhut.simulator.device.glucose;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Transmission;

/**
 * What FreeStyle meters have in common: commands in lines, and the memory as one text with a sum.
 *
 * <pre>
 * CR LF  serial CR LF  version CR LF  Mmm_ DD YYYY HH:MM:SS CR LF  nnn CR LF  [CR LF]
 * vvv  Mmm_ DD YYYY HH:MM tail CR LF …  0xHHHH  END CR LF
 * </pre>
 *
 * <p>The sum is of every byte before {@code 0x}. Source: protocols/freestyle.md.
 */
final class FreeStyleReply {
  /** Four characters each: June and July fill theirs. */
  private static final List<String> MONTHS =
      List.of(
          "Jan ", "Feb ", "Mar ", "Apr ", "May ", "June", "July", "Aug ", "Sep ", "Oct ", "Nov ",
          "Dec ");

  private static final DateTimeFormatter DAY_AND_MINUTE =
      DateTimeFormatter.ofPattern("dd uuuu HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_SECOND =
      DateTimeFormatter.ofPattern("dd uuuu HH:mm:ss", Locale.ROOT);

  private static final int COMMAND_MAX = 40;

  private FreeStyleReply() {}

  static Intake intake() {
    return new Intake(FreeStyleReply::sizeAtFront, Duration.ofSeconds(1), COMMAND_MAX);
  }

  /** A command begins with a dollar, or with the m of mem, and ends with CR LF. */
  static int sizeAtFront(Bytes rest) {
    if (rest.u8(0) != '$' && rest.u8(0) != 'm') {
      return Intake.NOISE;
    }
    for (int i = 1; i < rest.length(); i++) {
      int c = rest.u8(i);
      if (c == '\r') {
        return i + 1 == rest.length()
            ? Intake.PARTIAL
            : rest.u8(i + 1) == '\n' ? i + 2 : Intake.NOISE;
      }
      if (c < 0x20 || c > 0x7E || c == '$') {
        return Intake.NOISE;
      }
    }
    return Intake.PARTIAL;
  }

  static String text(Bytes command) {
    return command.slice(0, command.length() - 2).latin1();
  }

  /** The memory; {@code records} without their ends of line. */
  static Transmission memory(
      String serial, String version, LocalDateTime now, boolean spaced, List<String> records) {
    var head = "\r\n%s\r\n%s\r\n%s\r\n".formatted(serial, version, second(now));
    if (records.isEmpty()) {
      return plain(head + "Log Empty END\r\n", "没有记录 empty");
    }
    var body =
        head
            + "%03d\r\n".formatted(records.size())
            + (spaced ? "\r\n" : "")
            + String.join("\r\n", records)
            + "\r\n";
    int sum = Bytes.ascii(body).sum() & 0xFFFF;
    return new Transmission(
        Bytes.ascii("%s0x%04X  END\r\n".formatted(body, sum)),
        "共 " + records.size() + " 条 records",
        body.length() + 5);
  }

  static String record(String value, LocalDateTime at, String tail) {
    return "%s  %s %s %s".formatted(value, month(at), DAY_AND_MINUTE.format(at), tail);
  }

  /** Three characters: a number, HI or LO. */
  static String value(MeterMemory.Kept kept) {
    return kept.isHigh() ? "HI " : kept.isLow() ? "LO " : "%03d".formatted(kept.number(0, 0));
  }

  private static String second(LocalDateTime at) {
    return month(at) + " " + DAY_AND_SECOND.format(at);
  }

  private static String month(LocalDateTime at) {
    return MONTHS.get(at.getMonthValue() - 1);
  }

  static Transmission plain(String text, String note) {
    return new Transmission(Bytes.ascii(text), note, Transmission.NO_CHECKSUM);
  }

  /** The clock a command sets, {@code $tim,MM,DD,YY,HH,mm}; empty when it is not one. */
  static Optional<LocalDateTime> settingOf(String command) {
    if (!command.matches("\\$tim(,\\d\\d){5}")) {
      return Optional.empty();
    }
    var parts = List.of(command.substring(5).split(",", -1));
    try {
      return Optional.of(
          LocalDateTime.of(
              2000 + number(parts.get(2)),
              number(parts.get(0)),
              number(parts.get(1)),
              number(parts.get(3)),
              number(parts.get(4))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  static String meaning(String command) {
    return switch (command) {
      case "$mem", "mem", "$xmem" -> "读全部记录 all records";
      case "$colq" -> "问身份和时钟 identity and clock";
      case "$temp" -> "问温度 temperature";
      case "$coly" -> "关机 power off";
      default -> command.startsWith("$tim,") ? "设时钟 set clock" : "不认识 unknown " + command;
    };
  }
}
