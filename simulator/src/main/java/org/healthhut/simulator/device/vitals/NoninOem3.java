package org.healthhut.simulator.device.vitals;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Transmission;

/**
 * Nonin OEM III or XPOD module, serial format 2: five bytes 75 times a second, each with one byte
 * of a packet of 25.
 *
 * <pre>
 * 01  1 SNSD ARTF OOT SNSA perfusion(2) SYNC  pleth  data  sum      sum of the first four, low byte
 * data of frame 0 pulse.high 1 pulse.low 2 SpO2 3 revision 8 SpO2 display 9 fast 10 beat-to-beat
 *         13, 14 pulse average 15, 16 SpO2 average 19, 20 pulse display 21, 22 its average
 * </pre>
 *
 * <p>Source: protocols/spo2-nonin.md, A, with its example packet. Missing: pulse 511, SpO2 127. An
 * artefact or a lost track is "hold still" while it lasts, and no pulse when it lasts too long. The
 * note has one wording for SNSD and SNSA; a sensor that is not plugged in is no matter of fingers,
 * though. guess: that numbers are missing while there is an artefact or the module is out of track,
 * and 0 is sent for the pulse while it searches ("pulse 0 while searching", Tolerances).
 */
final class NoninOem3 extends Oximeter {
  static final String DISCONNECTED = "SNSD";
  static final String ARTEFACT = "ARTF";
  static final String OUT_OF_TRACK = "OOT";

  static final int NO_PULSE_RATE = 511;
  static final int NO_SATURATION = 127;
  static final int REVISION = 51;

  static final int SNSD = 0x40;
  static final int ARTF = 0x20;
  static final int OOT = 0x10;
  static final int SNSA = 0x08;
  static final int RED = 0x04;
  static final int GREEN = 0x02;
  private static final int SYNC = 0x01;

  private static final Duration SEVENTY_FIFTH = Duration.ofSeconds(1).dividedBy(75);
  private static final int FRAMES = 25;

  private int frame;
  private int pulse = NO_PULSE_RATE;
  private int saturation = NO_SATURATION;

  NoninOem3(RandomGenerator random) {
    super(random, SEVENTY_FIFTH);
  }

  @Override
  List<Transmission> says(Duration at) {
    if (frame == 0) {
      pulse = finger.hasNumbers() ? finger.pulse() : finger.isIn() ? searching() : NO_PULSE_RATE;
      saturation = finger.hasNumbers() ? finger.saturation() : NO_SATURATION;
    }
    var sent = frame(frame, status(), finger.wave(at), pulse, saturation);
    frame = (frame + 1) % FRAMES;
    return List.of(sent);
  }

  private int searching() {
    return finger.trouble().isEmpty() ? 0 : NO_PULSE_RATE;
  }

  private int status() {
    if (!finger.isIn()) {
      return SNSA;
    }
    return switch (finger.trouble()) {
      case DISCONNECTED -> SNSD;
      case ARTEFACT -> ARTF | GREEN;
      case OUT_OF_TRACK -> OOT | RED;
      default -> finger.hasNumbers() ? GREEN : OOT | RED;
    };
  }

  /** Frame {@code number} of a packet. */
  static Transmission frame(int number, int status, int pleth, int pulse, int saturation) {
    int data =
        switch (number) {
          case 0, 13, 19, 21 -> pulse >> 7;
          case 1, 14, 20, 22 -> pulse & 0x7F;
          case 2, 8, 9, 10, 15, 16 -> saturation;
          case 3 -> REVISION;
          default -> 0;
        };
    var counted = Bytes.of(0x01, 0x80 | status | (number == 0 ? SYNC : 0), pleth, data);
    var note =
        number == 0
            ? saturation == NO_SATURATION
                ? "无读数 no numbers"
                : "SpO2 %d %%, %d/min".formatted(saturation, pulse)
            : "帧 frame " + number;
    return new Transmission(counted.plus(Bytes.of(counted.sum() & 0xFF)), note, counted.length());
  }
}
