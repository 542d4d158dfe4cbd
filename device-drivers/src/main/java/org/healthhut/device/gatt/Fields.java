package org.healthhut.device.gatt;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.healthhut.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value's fields one after the other, low byte first. What is wrong is kept until {@link
 * #problem} is asked for: fields that are not there read as 0.
 */
final class Fields {
  private static final int DATE_TIME = 7;

  /** Before it there were no such devices; chosen by this project. */
  private static final int YEAR_MIN = 2000;

  private static final int YEAR_MAX = 9999;

  private final Bytes value;
  private int at;
  private @Nullable String wrong;

  Fields(Bytes value) {
    this.value = value;
  }

  int u8() {
    return has(1) ? value.u8(at++) : 0;
  }

  int u16() {
    return u8() | u8() << 8;
  }

  int s16() {
    return (short) u16();
  }

  int u16HighFirst() {
    return u8() << 8 | u8();
  }

  int u24() {
    return u16() | u8() << 16;
  }

  MedicalNumber sfloat() {
    return MedicalNumber.ofSfloat(u16());
  }

  MedicalNumber sfloatHighFirst() {
    return MedicalNumber.ofSfloat(u16HighFirst());
  }

  MedicalNumber float32() {
    return MedicalNumber.ofFloat(u24() | u8() << 24);
  }

  /**
   * Year (2 bytes), month, day, hour, minute, second; null where year, month or day is 0, which
   * means unknown (ble-gatt.md, Medical numbers).
   */
  @Nullable LocalDateTime dateTime() {
    if (!has(DATE_TIME)) {
      return null;
    }
    int year = u16();
    int month = u8();
    int day = u8();
    int hour = u8();
    int minute = u8();
    int second = u8();
    try {
      // The unknown parts are checked as parts of a day that exists.
      var checked =
          LocalDateTime.of(
              year == 0 ? YEAR_MIN : year,
              month == 0 ? 1 : month,
              day == 0 ? 1 : day,
              hour,
              minute,
              second);
      if (year > YEAR_MAX || checked.getYear() < YEAR_MIN) {
        refuse("no such date or time");
      }
      return year == 0 || month == 0 || day == 0 ? null : checked;
    } catch (DateTimeException _) {
      refuse("no such date or time");
      return null;
    }
  }

  void refuse(String why) {
    if (wrong == null) {
      wrong = why;
    }
  }

  /** Why the value as a whole is none; null where every byte was read and all was right. */
  @Nullable String problem() {
    if (wrong == null && at < value.length()) {
      return "longer than its flags say";
    }
    return wrong;
  }

  private boolean has(int count) {
    if (at + count > value.length()) {
      refuse("shorter than its flags say");
      at = value.length();
      return false;
    }
    return true;
  }
}
