package org.healthhut.kiosk.outbox;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.healthhut.bytes.Bytes;

/**
 * One frame of the journal: {@code length (4) | crc32c (4) | seq (8) | payload}, high byte first.
 * {@code length} counts the payload; the checksum covers length, seq and payload. Frame 0 is a
 * segment's header.
 */
record Frame(long seq, Bytes payload) {
  static final int OVERHEAD = 16;

  /** A record is a few hundred bytes; more than this is a mistake of ours, or damage. */
  static final int PAYLOAD_MAX = 1 << 16;

  Frame {
    if (seq < 0 || payload.isEmpty() || payload.length() > PAYLOAD_MAX) {
      throw new IllegalArgumentException(
          "frame " + seq + " cannot have " + payload.length() + " bytes");
    }
  }

  int size() {
    return OVERHEAD + payload.length();
  }

  void write(ByteBuffer out) {
    out.putInt(payload.length());
    out.putInt(checksum(seq, payload));
    out.putLong(seq);
    out.put(payload.toArray());
  }

  /** The sound frame that begins at {@code offset}; empty when there is none. */
  static Optional<Frame> at(ByteBuffer in, int offset) {
    if (in.limit() - offset <= OVERHEAD) {
      return Optional.empty();
    }
    int length = in.getInt(offset);
    long seq = in.getLong(offset + 8);
    if (length < 1 || length > PAYLOAD_MAX || length > in.limit() - offset - OVERHEAD || seq < 0) {
      return Optional.empty();
    }
    var payload = Bytes.copyOf(in.slice(offset + OVERHEAD, length));
    return checksum(seq, payload) == in.getInt(offset + 4)
        ? Optional.of(new Frame(seq, payload))
        : Optional.empty();
  }

  /** CRC-32C of length, seq and payload, which may come in parts. */
  static int checksum(long seq, Bytes... payload) {
    int length = 0;
    for (var part : payload) {
      length += part.length();
    }
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putInt(length).putLong(seq).flip());
    for (var part : payload) {
      crc.update(part.toArray());
    }
    return (int) crc.getValue();
  }
}
