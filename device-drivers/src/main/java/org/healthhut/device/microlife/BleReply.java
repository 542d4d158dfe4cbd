package org.healthhut.device.microlife;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.pressure.CuffReading;

/**
 * The payloads that travel over Bluetooth (microlife-bp.md, A). A reply does not say what it
 * answers, so each is read as the answer to what was asked.
 *
 * <pre>
 * record of 10 bytes, behind a head of 38
 * offset  0        1         2     3    4     5   6    7      8
 *         systolic diastolic pulse year month day hour minute padding
 * </pre>
 */
final class BleReply {
  /** 4D FF 00 02 05 53. */
  static final Bytes GET_USER = BleFraming.request(Bytes.of(0x05));

  /** 4D FF 00 09 00 00 00 00 00 00 00 FD 52. */
  static final Bytes GET_RECORDS = BleFraming.request(Bytes.of(0, 0, 0, 0, 0, 0, 0, 0xFD));

  /** 4D FF 00 02 04 52; nothing answers it. */
  static final Bytes DISCONNECT = BleFraming.request(Bytes.of(0x04));

  private static final int SET_CLOCK = 0x0D;
  private static final int CENTURY = 2000;
  private static final Bytes CLOCK_SET = Bytes.of(0x81);

  private static final int HEAD = 38;
  private static final int RECORD = 10;

  /** Two users' ids of 20 characters, at 2 and 23. */
  private static final int USERS_MIN = 43;

  private BleReply() {}

  /** 4D FF 00 08 0D 19 03 08 09 29 00 B7 for 2025-03-08 09:41:00. */
  static Bytes setClock(LocalDateTime to) {
    return BleFraming.request(
        Bytes.of(
            SET_CLOCK,
            to.getYear() - CENTURY,
            to.getMonthValue(),
            to.getDayOfMonth(),
            to.getHour(),
            to.getMinute(),
            to.getSecond()));
  }

  static boolean isClockSet(Bytes payload) {
    return payload.equals(CLOCK_SET);
  }

  /** Which user's switch is set. The ids behind it name persons and are not looked at. */
  static OptionalInt user(Bytes payload) {
    if (payload.length() < USERS_MIN) {
      return OptionalInt.empty();
    }
    int user = payload.u8(1);
    return user == 1 || user == 2 ? OptionalInt.of(user) : OptionalInt.empty();
  }

  /** One place in the memory: its bytes, and what they mean where they are a measurement. */
  record Slot(Bytes bytes, Optional<Stored> stored) {}

  /** The slots in use; empty where the payload is no list of records. */
  static Optional<List<Slot>> records(Bytes payload) {
    if (payload.length() < HEAD || (payload.length() - HEAD) % RECORD != 0) {
      return Optional.empty();
    }
    var slots = new ArrayList<Slot>();
    for (int from = HEAD; from < payload.length(); from += RECORD) {
      var slot = payload.slice(from, from + RECORD);
      if (slot.sum() != 0) {
        slots.add(new Slot(slot, stored(slot)));
      }
    }
    return Optional.of(slots);
  }

  private static Optional<Stored> stored(Bytes slot) {
    return Stored.time(slot.u8(3), slot.u8(4), slot.u8(5), slot.u8(6), slot.u8(7))
        .map(at -> new Stored(at, CuffReading.of(slot.u8(0), slot.u8(1), slot.u8(2))));
  }
}
