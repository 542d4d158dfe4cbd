package org.healthhut.device.suntech;

import java.util.Arrays;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.device.pressure.CuffReading;

/**
 * The packets of the module (suntech-oem.md, Commands, Replies and Error codes). Their length tells
 * their type; numbers of two bytes have their low byte first, pressures are in mmHg.
 *
 * <pre>
 * data of a measurement; offsets here are two less than in the note, which counts 3E and N
 * offset  0        2         4     5      6          14   15    16   18    19
 *         systolic diastolic beats status test codes rate spare mean error spare
 * </pre>
 */
final class SunTechProtocol {
  /** 3A 20 A6. The pediatric and neonatal cycles are not for kiosks. */
  static final Bytes START = SunTechFraming.command(0x20);

  /** 3A 79 01 00 4C. */
  static final Bytes ABORT = SunTechFraming.command(0x79, 0x01, 0x00);

  /** 3A 79 05 00 48. */
  static final Bytes GET_CUFF_PRESSURE = SunTechFraming.command(0x79, 0x05, 0x00);

  /** 3A 79 03 00 4A. */
  static final Bytes GET_RESULT = SunTechFraming.command(0x79, 0x03, 0x00);

  /** 3A 00 C6. What the module answers is not in the note; the version strings follow on asking. */
  static final Bytes GET_MODULE_DATA = SunTechFraming.command(0x00);

  /** 3A 79 02 40 0B. */
  static final Bytes GET_VERSION = SunTechFraming.command(0x79, 0x02, 0x40);

  private static final int ACKNOWLEDGEMENT = 0x04 - 3;
  private static final int CUFF_PRESSURE = 0x05 - 3;
  private static final int CALIBRATION = 0x06 - 3;
  private static final int MEASUREMENT = 0x18 - 3;
  private static final int VERSION = 0x43 - 3;

  private static final int NOT_AVAILABLE = 0xFFFF;

  /** No cuff goes higher; what does is no pressure (as maibobo-rbp.md has it). */
  private static final int CUFF_MM_HG_MAX = 320;

  private SunTechProtocol() {}

  static SunTechMessage decode(Bytes data) {
    return switch (data.length()) {
      case ACKNOWLEDGEMENT -> acknowledgement(data.u8(0));
      case CUFF_PRESSURE -> cuffPressure(data.u16le(0));
      case CALIBRATION -> new SunTechMessage.Calibration();
      case MEASUREMENT -> measurement(data);
      case VERSION -> version(data);
      default -> new SunTechMessage.Malformed("no packet has this length");
    };
  }

  private static SunTechMessage acknowledgement(int letter) {
    return Arrays.stream(SunTechMessage.Letter.values())
        .filter(known -> known.wire() == letter)
        .findFirst()
        .<SunTechMessage>map(SunTechMessage.Acknowledged::new)
        .orElseGet(() -> new SunTechMessage.Malformed("no acknowledgement has this letter"));
  }

  private static SunTechMessage cuffPressure(int mmHg) {
    if (mmHg == NOT_AVAILABLE) {
      return new SunTechMessage.NoCuffPressure();
    }
    return mmHg > CUFF_MM_HG_MAX
        ? new SunTechMessage.Malformed("no cuff has this pressure")
        : new SunTechMessage.CuffPressure(mmHg);
  }

  private static SunTechMessage measurement(Bytes data) {
    int error = data.u8(18);
    // Whatever stands in the fields of a failed measurement is no value.
    return error == 0
        ? new SunTechMessage.Result(
            new CuffReading(data.u16le(0), data.u16le(16), data.u16le(2), data.u8(14)))
        : error(error);
  }

  private static SunTechMessage version(Bytes data) {
    var text = data.latin1().replaceAll("[^\\x21-\\x7E]+", " ").strip();
    return text.isEmpty()
        ? new SunTechMessage.Malformed("the version strings are empty")
        : new SunTechMessage.Version(text);
  }

  /**
   * Suntech-oem.md, Error codes. The vendor counts them in decimal; one implementation found the
   * same digits read as hexadecimal, so both are understood.
   */
  private static SunTechMessage error(int code) {
    return switch (code) {
      case 0x01 -> error(Fault.NO_PULSE, code, "weak or no pulse signal");
      case 0x02 -> error(Fault.MOVEMENT, code, "artefact or erratic signal");
      case 0x03 -> error(Fault.MEASUREMENT_FAILED, code, "result out of range");
      case 0x04 -> error(Fault.MEASUREMENT_FAILED, code, "took too long");
      case 85, 0x85 -> error(Fault.MEASUREMENT_FAILED, code, "pneumatic blockage, free the hose");
      case 86, 0x86 -> error(Fault.MEASUREMENT_FAILED, code, "terminated by user");
      case 87, 0x87 -> error(Fault.CUFF_LOOSE, code, "inflate timeout, leak or loose cuff");
      case 88, 0x88 -> error(Fault.BUSY_OR_BATTERY, code, "safety timeout, wait");
      case 89, 0x89 -> error(Fault.OVER_PRESSURE, code, "cuff over-pressure");
      case 90, 0x90 -> error(Fault.SENSOR, code, "supply out of range or hardware");
      case 91, 0x91 -> error(Fault.SENSOR, code, "safety override or auto-zero out of range");
      case 97, 0x97 -> error(Fault.SENSOR, code, "transducer out of range");
      case 99, 0x99 -> error(Fault.SENSOR, code, "calibration memory failure");
      default -> error(Fault.MEASUREMENT_FAILED, code, "not known");
    };
  }

  private static SunTechMessage error(Fault fault, int code, String meaning) {
    return new SunTechMessage.Unfinished(fault, "error %02X: %s".formatted(code, meaning));
  }
}
