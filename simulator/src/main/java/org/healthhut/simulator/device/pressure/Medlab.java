package org.healthhut.simulator.device.pressure;

import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.vital.Metric;

/**
 * Medlab or UN300C module: fields between semicolons. Only the kiosk starts it; no clock.
 *
 * <pre>
 * STX text c c ETX            kiosk to module; cc = low byte of the sum of the text, in hexadecimal
 * STX text c c ETX CR         module to kiosk
 *   S0;A0;C01;M00;P134086101;R072;T0000;;      status; P systolic, diastolic, mean
 *   182C01S1                                   while the cuff works: its pressure, mode, status
 * </pre>
 *
 * <p>Source: protocols/suntech-oem.md, "Medlab-style module", of low to medium confidence.
 *
 * <p>guess: the status is S1 while it measures and S0 else; every request is answered, with the
 * short form while the cuff works and the status else; the short form also comes by itself at each
 * step, has no semicolons and has the checksum every text has; before a result, and beside a
 * message, P and R are zeros. Wrong checksums are not answered.
 */
final class Medlab implements Monitor.Format {
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int LENGTH_MAX = 12;
  private static final int LENGTH_MIN = 5;
  private static final String START = "01;;";
  private static final String MANUAL = "03;;";
  private static final String STATUS = "18;;";
  private static final String NO_RESULT = "M00;P000000000;R000";

  private String result = NO_RESULT;
  private String said = "无结果 no result";

  @Override
  public int requestAt(Bytes heard) {
    if (heard.u8(0) != STX) {
      return Intake.NOISE;
    }
    int end = heard.indexOf(ETX, 1);
    if (end < 0) {
      return heard.length() > LENGTH_MAX ? Intake.NOISE : Intake.PARTIAL;
    }
    int length = end + 1;
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      return Intake.NOISE;
    }
    var digits = heard.slice(end - 2, end).latin1();
    return digits.equals(sum(heard.slice(1, end - 2))) ? length : Intake.NOISE;
  }

  private static String text(Bytes request) {
    return request.slice(1, request.length() - 3).latin1();
  }

  @Override
  public void hears(Bytes request, Monitor monitor) {
    switch (text(request)) {
      case START -> {
        if (!monitor.cuff().isInflated()) {
          forget();
          monitor.start();
        }
        answer(monitor);
      }
      case MANUAL, STATUS -> answer(monitor);
      default -> {}
    }
  }

  private void answer(Monitor monitor) {
    if (monitor.cuff().isInflated()) {
      moves(monitor);
    } else {
      monitor.say(frame("S0;A0;C01;" + result + ";T0000;;", said));
    }
  }

  private void forget() {
    result = NO_RESULT;
    said = "无结果 no result";
  }

  @Override
  public void moves(Monitor monitor) {
    int mmHg = monitor.cuff().pressure();
    monitor.say(frame("%03dC01S1".formatted(mmHg), "袖带 cuff " + mmHg + " mmHg"));
  }

  @Override
  public void finds(Measurement found, Monitor monitor) {
    if (found.failed()) {
      result = "%s;P000000000;R000".formatted(found.error());
      said = "消息 message " + found.error();
    } else {
      result =
          "M00;P%03d%03d%03d;R%03d"
              .formatted(
                  of(found, Metric.SYSTOLIC),
                  of(found, Metric.DIASTOLIC),
                  of(found, Metric.MEAN_PRESSURE),
                  of(found, Metric.PULSE));
      said = Cuff.text(found);
    }
  }

  @Override
  public void stops(Monitor monitor) {
    forget();
  }

  private static int of(Measurement found, Metric metric) {
    return found.value(metric).intValueExact();
  }

  static Transmission frame(String text, String note) {
    var bytes = Bytes.ascii(text);
    var frame = Bytes.of(STX).plus(bytes).plus(Bytes.ascii(sum(bytes))).plus(Bytes.of(ETX, 0x0D));
    return new Transmission(frame, note, frame.length() - 3);
  }

  private static String sum(Bytes text) {
    return "%02X".formatted(text.sum() & 0xFF);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.isEmpty() || requestAt(fromKiosk) != fromKiosk.length()) {
      return new Note("不是帧或校验错 not a frame, or wrong checksum", Verdict.BAD);
    }
    return new Note(
        switch (text(fromKiosk)) {
          case START -> "启动 start";
          case MANUAL -> "手动模式 manual mode";
          case STATUS -> "读取状态 read status";
          default -> "未知命令 unknown, ignored";
        },
        Verdict.GOOD);
  }
}
