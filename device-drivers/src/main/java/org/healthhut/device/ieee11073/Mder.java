package org.healthhut.device.ieee11073;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads the medical device encoding rules: whole numbers high byte first, lists with a count and a
 * length. What is wrong is kept until {@link #problem} is asked for: fields that are not there read
 * as 0. A part read on its own must be read to its end, and what is wrong in it is wrong in all.
 */
final class Mder {
  private final Bytes bytes;
  private int at;
  private @Nullable String wrong;

  Mder(Bytes bytes) {
    this.bytes = bytes;
  }

  int u16() {
    if (!has(2)) {
      return 0;
    }
    at += 2;
    return bytes.u16be(at - 2);
  }

  int s32() {
    return u16() << 16 | u16();
  }

  Bytes take(int length) {
    if (!has(length)) {
      return Bytes.EMPTY;
    }
    at += length;
    return bytes.slice(at - length, at);
  }

  /** Length (2 bytes) and as many bytes. */
  Bytes octets() {
    return take(u16());
  }

  /** Count (2), length (2), and as many elements, which take exactly that length. */
  <T> List<T> list(Function<Mder, T> element) {
    int count = u16();
    var part = new Mder(octets());
    var elements = new ArrayList<T>();
    for (int i = 0; i < count && part.wrong == null; i++) {
      elements.add(element.apply(part));
    }
    adopt(part);
    return elements;
  }

  /**
   * Year (2 bytes), month, day, hour, minute, second and hundredths in decimal digits
   * (ieee-11073.md, Fixed scan report).
   */
  LocalDateTime absoluteTime() {
    int century = bcd();
    int year = bcd();
    int month = bcd();
    int day = bcd();
    int hour = bcd();
    int minute = bcd();
    int second = bcd();
    int hundredths = bcd();
    try {
      return LocalDateTime.of(
          century * 100 + year, month, day, hour, minute, second, hundredths * 10_000_000);
    } catch (DateTimeException _) {
      refuse("no such date or time");
      return LocalDateTime.MIN;
    }
  }

  private int bcd() {
    if (!has(1)) {
      return 0;
    }
    int digits = bytes.u8(at++);
    if (digits >> 4 > 9 || (digits & 0x0F) > 9) {
      refuse("no such date or time");
    }
    return (digits >> 4) * 10 + (digits & 0x0F);
  }

  void refuse(String why) {
    if (wrong == null) {
      wrong = why;
    }
  }

  void adopt(Mder part) {
    var problem = part.problem();
    if (problem != null) {
      refuse(problem);
    }
  }

  /** Null where every byte was read and all was right. */
  @Nullable String problem() {
    if (wrong == null && at < bytes.length()) {
      return "a length that does not fit";
    }
    return wrong;
  }

  private boolean has(int count) {
    if (at + count > bytes.length()) {
      refuse("a length that does not fit");
      at = bytes.length();
      return false;
    }
    return true;
  }
}
