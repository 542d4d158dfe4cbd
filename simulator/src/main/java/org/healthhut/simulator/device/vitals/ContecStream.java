package org.healthhut.simulator.device.vitals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;

/**
 * Contec CMS50D+ before firmware 4: streams five bytes sixty times a second, and tells its stored
 * recording when asked.
 *
 * <pre>
 * 1 beep dropping OUT  signal (4)     bit 7 is set in the first byte alone
 * 0 waveform (7)
 * 0 pulse.7 searching probe-error  bar (4)
 * 0 pulse (7)
 * 0 SpO2 (7)                          no value: SpO2 127, pulse 255 or 0
 *
 * F5 F5 -&gt; F2 80 00 three times, length − 1 (3 × 7 bits), then F0|pulse.7 80|pulse SpO2 ...
 * F6 F6 F6 ends it
 * </pre>
 *
 * <p>Source: protocols/spo2-contec.md, A. guess: that the length's high bits come first, that the
 * stream rests while a recording is told and goes on after F6 F6 F6.
 */
final class ContecStream extends Oximeter {
  static final String PROBE = "probe-error";

  static final int BEEP = 0x40;
  static final int FINGER_IS_OUT = 0x10;
  static final int SEARCHING = 0x20;
  static final int PROBE_ERROR = 0x10;
  static final int NO_SATURATION = 127;
  static final int NO_PULSE_RATE = 255;

  private static final Duration SIXTIETH = Duration.ofSeconds(1).dividedBy(60);
  private static final Bytes TELL_RECORDING = Bytes.of(0xF5, 0xF5);
  private static final Bytes END_RECORDING = Bytes.of(0xF6, 0xF6, 0xF6);
  private static final int RECORDED_SECONDS = 30;
  private static final int SIGNAL = 6;

  private final Intake intake =
      new Intake(ContecStream::size, Duration.ofSeconds(1), END_RECORDING.length());
  private final List<Transmission> recording;
  private boolean telling;

  ContecStream(RandomGenerator random) {
    super(random, SIXTIETH);
    recording = recording(random);
  }

  @Override
  void pluggedIn(Duration uptime) {
    telling = false;
    intake.clear();
  }

  @Override
  List<Transmission> says(Duration at) {
    if (telling) {
      return List.of();
    }
    if (!finger.isIn()) {
      return List.of(frame(FINGER_IS_OUT, 0, 0, 0, 0, 127, NO_SATURATION));
    }
    if (!finger.hasNumbers()) {
      int status = finger.trouble().equals(PROBE) ? PROBE_ERROR : SEARCHING;
      return List.of(frame(0, 1, 0, status, 0, NO_PULSE_RATE, NO_SATURATION));
    }
    int wave = finger.wave(at);
    return List.of(
        frame(
            finger.beats(at) ? BEEP : 0,
            SIGNAL,
            wave,
            0,
            wave / 7,
            finger.pulse(),
            finger.saturation()));
  }

  @Override
  List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var request : intake.take(bytes, uptime)) {
      telling = request.equals(TELL_RECORDING);
      if (telling) {
        sends.addAll(recording);
      }
    }
    return sends;
  }

  private static int size(Bytes rest) {
    for (var request : List.of(TELL_RECORDING, END_RECORDING)) {
      if (rest.startsWith(request)) {
        return request.length();
      }
      if (request.startsWith(rest)) {
        return Intake.PARTIAL;
      }
    }
    return Intake.NOISE;
  }

  /**
   * A frame of the stream.
   *
   * @param first bits 6 to 4 of the first byte
   * @param third bits 5 and 4 of the third
   */
  static Transmission frame(
      int first, int signal, int wave, int third, int bar, int pulse, int saturation) {
    var note =
        (first & FINGER_IS_OUT) != 0
            ? "手指未放 finger out"
            : saturation == NO_SATURATION
                ? (third & PROBE_ERROR) != 0 ? "探头故障 probe error" : "寻找脉搏 searching"
                : "SpO2 %d %%, %d/min".formatted(saturation, pulse);
    return new Transmission(
        Bytes.of(
            0x80 | first | signal,
            wave,
            (pulse & 0x80) >> 1 | third | bar,
            pulse & 0x7F,
            saturation),
        note,
        Transmission.NO_CHECKSUM);
  }

  /** What somebody else recorded, one piece a transmission. */
  private static List<Transmission> recording(RandomGenerator random) {
    var pieces = new ArrayList<Transmission>();
    for (int i = 0; i < 3; i++) {
      pieces.add(piece(Bytes.of(0xF2, 0x80, 0x00), "记录开始 recording"));
    }
    int last = 3 * RECORDED_SECONDS - 1;
    pieces.add(
        piece(
            Bytes.of(0x80 | ((last >> 14) & 0x7F), 0x80 | ((last >> 7) & 0x7F), last & 0x7F),
            "记录长度 length"));
    for (int i = 0; i < RECORDED_SECONDS; i++) {
      int pulse = 70 + random.nextInt(12);
      pieces.add(
          piece(
              Bytes.of(0xF0 | pulse >> 7, 0x80 | (pulse & 0x7F), 94 + random.nextInt(4)),
              "记录 recorded"));
    }
    return pieces;
  }

  private static Transmission piece(Bytes bytes, String note) {
    return new Transmission(bytes, note, Transmission.NO_CHECKSUM);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (fromKiosk.equals(TELL_RECORDING)) {
      return new Note("读取记录 tell the recording", Verdict.UNCHECKED);
    }
    return fromKiosk.equals(END_RECORDING)
        ? new Note("结束读取 end of the recording", Verdict.UNCHECKED)
        : new Note("不是命令 not a command", Verdict.BAD);
  }
}
