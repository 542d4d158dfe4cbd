package org.healthhut.simulator.device.pressure;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.DeviceClock;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A&amp;D TM-2657 (and the results of a TM-2655): has a start key and sends its result by itself,
 * and can be started, stopped and read over the line.
 *
 * <pre>
 * SYN SYN SOH  a a  STX text ETX BCC      BCC = XOR of the text; a a = "00", or "0 " for ST and SP
 * text of a result: fields, each with RS after it
 *   TM2657, YYMMDDhhmm, RA or RB, M, Enn, Ssss, Mmmm, Dddd, Pppp, Inn, Lnnn,
 *   TM-2657 only: pnnn, inn, mn, rn, tnnn, c l d h s w f e b
 * </pre>
 *
 * <p>Source: protocols/and-tm-bp.md, 1. A command is answered with ACK or NAK before any data.
 *
 * <p>guess: NAK is for a wrong BCC and for a command it does not know, RP among them (what it sends
 * is not described); ST while it measures is acknowledged and changes nothing, so that a kiosk may
 * ask again; what was stopped has no result; the values beside an error are zeros in a TM-2657 as
 * they are in example 3.
 */
final class AndTm implements Monitor.Format {
  private static final int SOH = 0x01;
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final String RS = "\u001E";
  private static final Bytes LEAD_IN = Bytes.of(0x16, 0x16);
  private static final int TEXT_AT = 4;
  private static final int TEXT_MAX = 8;
  private static final String READS = "00";
  private static final String ACTS = "0 ";

  private static final Transmission ACK = new Transmission(Bytes.of(0x06), "确认 ACK", 0);
  private static final Transmission NAK = new Transmission(Bytes.of(0x15), "拒绝 NAK", 0);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuMMddHHmm", Locale.ROOT);

  /** The fields of a TM-2657 that a monitor alone leaves blank (example 1). */
  private static final List<String> BLANKS =
      List.of("cN", "l  ", "d", "h     ", "s     ", "w      ", "f      ", "e      ", "b     ");

  private final DeviceClock clock;
  private final RandomGenerator random;
  private final CuffMemory memory;
  private Cycle cycle = new Cycle(170, 180, 35);

  /**
   * What a result tells of the cuff.
   *
   * @param amplitude the largest pulse wave, in the monitor's own measure
   */
  record Cycle(int amplitude, int topMmHg, int seconds) {}

  AndTm(DeviceClock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.memory = new CuffMemory(clock, random);
  }

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != SOH) {
      return Intake.NOISE;
    }
    if (heard.length() > TEXT_AT - 1 && heard.u8(TEXT_AT - 1) != STX) {
      return Intake.NOISE;
    }
    if (heard.length() <= TEXT_AT) {
      return Intake.PARTIAL;
    }
    int end = heard.indexOf(ETX, TEXT_AT);
    if (end < 0) {
      return heard.length() > TEXT_AT + TEXT_MAX ? Intake.NOISE : Intake.PARTIAL;
    }
    return end + 1 < heard.length() ? end + 2 : Intake.PARTIAL;
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    switch (command(request)) {
      case "ST" -> {
        monitor.say(ACK);
        monitor.start();
      }
      case "SP" -> {
        monitor.say(ACK);
        monitor.stop();
      }
      case "RB" -> {
        var last = memory.newest();
        var result = result("TM2657", last.at(), "RB", last.found(), cycle);
        monitor.say(
            new Transmission(
                ACK.frame().plus(result.frame()), result.note(), result.checksum() + 1));
      }
      case null, default -> monitor.say(NAK);
    }
  }

  /** The command of a whole request; null when it is wrong. */
  private static @Nullable String command(Bytes request) {
    int end = request.length() - 2;
    var text = request.slice(TEXT_AT, end);
    if (bcc(text) != request.u8(end + 1)) {
      return null;
    }
    var command = text.latin1();
    var address = request.slice(1, TEXT_AT - 1).latin1();
    boolean acts = command.equals("ST") || command.equals("SP");
    return address.equals(acts ? ACTS : READS) ? command : null;
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    memory.keep(found);
    cycle =
        new Cycle(
            found.failed() ? 0 : 120 + random.nextInt(120),
            monitor.cuff().top(),
            (int) monitor.cuff().took().toSeconds());
    monitor.say(result("TM2657", clock.now(), "RA", found, cycle));
  }

  /** A result; without {@code cycle} it is a TM-2655's, which tells less. */
  static Transmission result(
      String model, LocalDateTime at, String type, Measurement found, Cycle cycle) {
    boolean failed = found.failed();
    var fields =
        new ArrayList<>(
            List.of(
                model,
                TIME.format(at),
                type,
                "M",
                failed ? found.error() : "E00",
                field("S", found, Metric.SYSTOLIC),
                field("M", found, Metric.MEAN_PRESSURE),
                field("D", found, Metric.DIASTOLIC),
                field("P", found, Metric.PULSE)));
    if (model.equals("TM2655")) {
      fields.addAll(List.of("I15", "L%3d".formatted(cycle.amplitude())));
    } else {
      int irregular = found.flags().contains(Flag.IRREGULAR_PULSE) ? 4 : 0;
      int moved = found.flags().contains(Flag.MOVED) ? 1 : 0;
      fields.addAll(
          List.of(
              "I00",
              "L%3d".formatted(cycle.amplitude()),
              "p%3d".formatted(cycle.topMmHg()),
              "i%2d".formatted(irregular),
              "m" + moved,
              "r0",
              "t%3d".formatted(cycle.seconds())));
      fields.addAll(BLANKS);
    }
    return frame(
        String.join(RS, fields) + RS,
        failed ? "错误 error " + found.error() : type + " " + Cuff.text(found));
  }

  private static String field(String letter, Measurement found, Metric metric) {
    return "%s%3d".formatted(letter, found.failed() ? 0 : found.value(metric).intValueExact());
  }

  private static Transmission frame(String text, String note) {
    var bytes = Bytes.ascii(text);
    var frame =
        LEAD_IN
            .plus(Bytes.of(SOH))
            .plus(Bytes.ascii(READS))
            .plus(Bytes.of(STX))
            .plus(bytes)
            .plus(Bytes.of(ETX, bcc(bytes)));
    return new Transmission(frame, note, frame.length() - 1);
  }

  private static int bcc(Bytes text) {
    int bcc = 0;
    for (int i = 0; i < text.length(); i++) {
      bcc ^= text.u8(i);
    }
    return bcc;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    int at = Math.max(0, fromKiosk.indexOf(SOH, 0));
    var rest = fromKiosk.drop(at);
    if (rest.isEmpty() || requestAt(rest) != rest.length()) {
      return new Note("不是帧 not a frame", Verdict.BAD);
    }
    return switch (command(rest)) {
      case "ST" -> new Note("启动 start", Verdict.GOOD);
      case "SP" -> new Note("停止 stop", Verdict.GOOD);
      case "RB" -> new Note("读取结果 read last result", Verdict.GOOD);
      case "RP" -> new Note("读取脉搏波, 未模拟 NAK", Verdict.GOOD);
      case null, default -> new Note("校验错或未知命令 wrong checksum or command", Verdict.BAD);
    };
  }
}
