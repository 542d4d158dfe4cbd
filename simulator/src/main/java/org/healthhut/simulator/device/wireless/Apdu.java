package org.healthhut.simulator.device.wireless;

import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Transmission;

/**
 * APDUs of ISO/IEEE 11073-20601, every number with its high byte first.
 *
 * <pre>
 * choice (2)  length (2)  the rest
 * E7 00  length  length  invoke id (2)  command (2)  length  the rest          data
 * 01 01  object 00 00  relative time FF FF FF FF  event (2)  length  the rest  confirmed event
 * </pre>
 *
 * <p>Source: protocols/ieee-11073.md, "APDU".
 */
final class Apdu {
  static final int ASSOCIATION_REQUEST = 0xE200;
  static final int ASSOCIATION_RESPONSE = 0xE300;
  static final int RELEASE_REQUEST = 0xE400;
  static final int RELEASE_RESPONSE = 0xE500;
  static final int ABORT = 0xE600;
  static final int DATA = 0xE700;

  static final int CONFIRMED_EVENT = 0x0101;
  static final int GET = 0x0103;
  static final int SET = 0x0107;
  static final int EVENT_CONFIRMED = 0x0201;
  static final int GOT = 0x0203;
  static final int ERROR = 0x0302;

  static final int CONFIGURATION = 0x0D1C;
  static final int FIXED = 0x0D1D;
  static final int VARIABLE = 0x0D1E;

  /** Longer than anything a manager says. */
  static final int MAX = 512;

  private static final Bytes NO_TIME = Bytes.of(0xFF, 0xFF, 0xFF, 0xFF);

  private Apdu() {}

  static Transmission of(int choice, Bytes rest, String note) {
    return new Transmission(word(choice).plus(counted(rest)), note, Transmission.NO_CHECKSUM);
  }

  static Transmission data(int invokeId, int command, Bytes rest, String note) {
    return of(DATA, counted(word(invokeId).plus(word(command)).plus(counted(rest))), note);
  }

  static Transmission event(int invokeId, int event, Bytes information, String note) {
    return data(
        invokeId,
        CONFIRMED_EVENT,
        word(0).plus(NO_TIME).plus(word(event)).plus(counted(information)),
        note);
  }

  /** Who the device is, and which configuration it has. */
  static Transmission associate(Bytes systemId, int configuration) {
    var information =
        Bytes.hex("80 00 00 00 80 00 80 00 00 00 00 00 00 00 00 80 00 00")
            .plus(counted(systemId))
            .plus(word(configuration))
            .plus(Bytes.hex("00 01 01 00 00 00 00 00"));
    var protocol = word(0x5079).plus(counted(information));
    return of(
        ASSOCIATION_REQUEST,
        Bytes.hex("80 00 00 00 00 01").plus(counted(protocol)),
        "关联请求 association, configuration %04X".formatted(configuration));
  }

  static Bytes word(int number) {
    return Numbers.big(number, 2);
  }

  static Bytes counted(Bytes bytes) {
    return word(bytes.length()).plus(bytes);
  }

  /** A list: how many, how many bytes, the elements. */
  static Bytes list(Bytes... elements) {
    var all = Bytes.EMPTY;
    for (var element : elements) {
      all = all.plus(element);
    }
    return word(elements.length).plus(counted(all));
  }

  static int size(Bytes rest) {
    boolean begins = rest.u8(0) >= 0xE2 && rest.u8(0) <= 0xE7;
    if (!begins || (rest.length() > 1 && rest.u8(1) != 0)) {
      return Intake.NOISE;
    }
    if (rest.length() < 4) {
      return Intake.PARTIAL;
    }
    int size = 4 + rest.u16be(2);
    return size > MAX ? Intake.NOISE : rest.length() < size ? Intake.PARTIAL : size;
  }
}
