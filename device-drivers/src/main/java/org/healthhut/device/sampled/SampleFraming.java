package org.healthhut.device.sampled;

import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Framed;
import org.healthhut.device.frame.Framing;

/**
 * Words of six bytes, {@code 5A kind value xor}, the value in 24 bits with the highest byte first;
 * and one kind of text: {@code 5A kind 00 00 length characters xor}. The xor folds all bytes before
 * it. A format of this program, between its own threads.
 *
 * <p>A frame's body is the kind and the value's three bytes, or the kind and the characters.
 *
 * @param valueMax the largest value of each kind of word
 * @param textKind the kind of the text
 */
public record SampleFraming(Map<Integer, Integer> valueMax, int textKind) implements Framing {
  private static final int BEGIN = 0x5A;

  /** Begin, kind and value. */
  private static final int HEAD = 5;

  private static final int TEXT_MAX = 100;

  /** The longest frame. */
  public static final int FRAME_MAX = HEAD + TEXT_MAX + 1;

  public SampleFraming {
    valueMax = Map.copyOf(valueMax);
  }

  public static Bytes word(int kind, int value) {
    return summed(head(kind, value));
  }

  public static Bytes text(int kind, String characters) {
    if (characters.isEmpty() || characters.length() > TEXT_MAX) {
      throw new IllegalArgumentException("not 1 to " + TEXT_MAX + " characters: " + characters);
    }
    return summed(head(kind, characters.length()).plus(Bytes.ascii(characters)));
  }

  /** The value of a word that is a frame's body. */
  public static int value(Bytes word) {
    return word.u8(1) << 16 | word.u16be(2);
  }

  private static Bytes head(int kind, int value) {
    return Bytes.of(BEGIN, kind, value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF);
  }

  private static Bytes summed(Bytes bytes) {
    return bytes.plus(Bytes.of(xor(bytes)));
  }

  private static int xor(Bytes bytes) {
    int xor = 0;
    for (int i = 0; i < bytes.length(); i++) {
      xor ^= bytes.u8(i);
    }
    return xor;
  }

  @Override
  public Framed front(Bytes received) {
    if (received.u8(0) != BEGIN) {
      return new Framed.Noise(1, "no sample begins so");
    }
    if (received.length() < HEAD) {
      return new Framed.Partial();
    }
    int kind = received.u8(1);
    int value = value(received.drop(1));
    boolean text = kind == textKind;
    var max = text ? Integer.valueOf(TEXT_MAX) : valueMax.get(kind);
    if (max == null || value > max) {
      return new Framed.Noise(1, "no such sample");
    }
    int summed = HEAD + (text ? value : 0);
    if (received.length() <= summed) {
      return new Framed.Partial();
    }
    if (received.u8(summed) != xor(received.slice(0, summed))) {
      return new Framed.Noise(1, "wrong checksum");
    }
    var body =
        text ? received.slice(1, 2).plus(received.slice(HEAD, summed)) : received.slice(1, HEAD);
    return new Framed.Frame(body, summed + 1);
  }
}
