package org.healthhut.simulator.world;

import java.util.Arrays;
import org.healthhut.bytes.Bytes;

/** A file by whatever name: what a program reads of it, and what is on the disk. */
final class SimulatedFile {
  final Content seen;
  final Content safe;

  SimulatedFile() {
    this(new Content(), new Content());
  }

  private SimulatedFile(Content seen, Content safe) {
    this.seen = seen;
    this.safe = safe;
  }

  /** A file that is what is on the disk of this one. */
  SimulatedFile safeCopy() {
    return new SimulatedFile(safe.copy(), safe.copy());
  }

  /** Makes what a program reads what is on the disk. */
  void settle() {
    seen.become(safe);
  }

  /**
   * Bytes and how many of them count. Bytes may be written behind the end: they are there when the
   * end moves behind them, as on a disk whose blocks and lengths are written in any order.
   */
  static final class Content {
    private byte[] bytes = new byte[0];
    private int size;

    int size() {
      return size;
    }

    Bytes read(int from, int to) {
      return Bytes.copyOf(bytes, Math.min(from, size), Math.min(to, size));
    }

    void write(int at, Bytes written) {
      reserve(at + written.length());
      System.arraycopy(written.toArray(), 0, bytes, at, written.length());
    }

    void resize(int next) {
      reserve(next);
      if (next < size) {
        Arrays.fill(bytes, next, bytes.length, (byte) 0);
      }
      size = next;
    }

    private void reserve(int length) {
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
      }
    }

    private Content copy() {
      var copy = new Content();
      copy.become(this);
      return copy;
    }

    private void become(Content other) {
      bytes = Arrays.copyOf(other.bytes, other.bytes.length);
      size = other.size;
    }
  }
}
