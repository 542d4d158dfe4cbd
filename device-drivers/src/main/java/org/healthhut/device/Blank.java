package org.healthhut.device;

import org.healthhut.bytes.Bytes;

/** Bytes of which only the number is told, for formats that carry who somebody is. */
public final class Blank {
  private Blank() {}

  /** As many zeros. */
  public static Bytes of(Bytes bytes) {
    return Bytes.copyOf(new byte[bytes.length()]);
  }

  /** The first {@code shown} bytes as they are, the others as zeros. */
  public static Bytes after(int shown, Bytes bytes) {
    return bytes.length() <= shown ? bytes : bytes.slice(0, shown).plus(of(bytes.drop(shown)));
  }
}
