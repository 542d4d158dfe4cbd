package org.healthhut.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * An immutable run of bytes, read by offset.
 *
 * <p>{@link #toString} tells the length alone, so that a log line or an exception message never
 * holds what a device or a person said; ask for {@link #hex} where showing bytes is the purpose.
 */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

  private final byte[] array;

  private Bytes(byte[] owned) {
    this.array = owned;
  }

  /** Bytes given as numbers, each 0..255 (or a signed byte's -128..-1). */
  public static Bytes of(int... values) {
    var array = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < -128 || values[i] > 255) {
        throw new IllegalArgumentException("not a byte: " + values[i]);
      }
      array[i] = (byte) values[i];
    }
    return new Bytes(array);
  }

  public static Bytes copyOf(byte[] array) {
    return new Bytes(array.clone());
  }

  /** The bytes of {@code array} from {@code from} up to, not including, {@code to}. */
  public static Bytes copyOf(byte[] array, int from, int to) {
    Objects.checkFromToIndex(from, to, array.length);
    return new Bytes(Arrays.copyOfRange(array, from, to));
  }

  /** What is left in {@code buffer}; its position does not move. */
  public static Bytes copyOf(ByteBuffer buffer) {
    var array = new byte[buffer.remaining()];
    buffer.duplicate().get(array);
    return new Bytes(array);
  }

  /** Hexadecimal digits in pairs; white space between pairs is passed over. */
  public static Bytes hex(String text) {
    return new Bytes(HexFormat.of().parseHex(text.replaceAll("\\s", "").toLowerCase(Locale.ROOT)));
  }

  /** One byte a character; every character must be below U+0080. */
  public static Bytes ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        throw new IllegalArgumentException("not ASCII at index " + i);
      }
    }
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The unsigned byte at {@code index}, 0..255. */
  public int u8(int index) {
    return array[index] & 0xFF;
  }

  /** Two bytes, high byte first, 0..65535. */
  public int u16be(int index) {
    return u8(index) << 8 | u8(index + 1);
  }

  /** Two bytes, low byte first, 0..65535. */
  public int u16le(int index) {
    return u8(index + 1) << 8 | u8(index);
  }

  public Bytes slice(int from, int to) {
    return copyOf(array, from, to);
  }

  /** All but the first {@code count} bytes. */
  public Bytes drop(int count) {
    return slice(count, array.length);
  }

  public Bytes plus(Bytes other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    var joined = Arrays.copyOf(array, array.length + other.array.length);
    System.arraycopy(other.array, 0, joined, array.length, other.array.length);
    return new Bytes(joined);
  }

  /** This with the byte at {@code index} replaced. */
  public Bytes with(int index, int value) {
    Objects.checkIndex(index, array.length);
    var copy = array.clone();
    copy[index] = (byte) value;
    return new Bytes(copy);
  }

  public boolean startsWith(Bytes prefix) {
    return prefix.length() <= length()
        && Arrays.equals(array, 0, prefix.length(), prefix.array, 0, prefix.length());
  }

  /** Where {@code value} first stands at or after {@code from}, or -1. */
  public int indexOf(int value, int from) {
    for (int i = from; i < array.length; i++) {
      if ((array[i] & 0xFF) == value) {
        return i;
      }
    }
    return -1;
  }

  /** The sum of all bytes as unsigned numbers. */
  public int sum() {
    int sum = 0;
    for (byte b : array) {
      sum += b & 0xFF;
    }
    return sum;
  }

  /** The text of these bytes, one character a byte (ISO 8859-1), so that no byte is ever lost. */
  public String latin1() {
    return new String(array, StandardCharsets.ISO_8859_1);
  }

  public String utf8() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /** Upper-case pairs with a space between, as protocol notes write them. */
  public String hex() {
    return SPACED.formatHex(array);
  }

  public byte[] toArray() {
    return array.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
