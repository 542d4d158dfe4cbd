package org.healthhut.kiosk.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;

/**
 * What frame 0 of a segment says: {@code version (1) | first (8) | made, ms since 1970 (8) | kiosk
 * | epoch | boot | sealed key | running, ms (8)}, texts as {@link DataOutputStream#writeUTF} has
 * them. Every record of the segment is sealed in this boot.
 *
 * @param first the next number when the segment was made. It is the last word on the segments
 *     before it: what they hold from this number on was never promised to anybody
 * @param made the kiosk's wall clock when the segment was made, for whoever looks at the file
 * @param running how long the kiosk had run in all its starts; none when an older agent made it
 */
record SegmentHeader(Boot boot, long first, Instant made, Duration running) {
  static final int VERSION = 1;

  Frame frame() {
    return new Frame(0, encode());
  }

  Bytes encode() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(first);
      out.writeLong(made.toEpochMilli());
      out.writeUTF(boot.kiosk().value());
      out.writeUTF(boot.epoch());
      out.writeUTF(boot.id());
      out.writeUTF(boot.sealedKey());
      out.writeLong(running.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException("a header in memory did not encode", e);
    }
    return Bytes.copyOf(bytes.toByteArray());
  }

  /**
   * Reads a payload whose checksum holds.
   *
   * @throws IOException when a later version of the agent wrote it
   */
  static SegmentHeader decode(Bytes payload) throws IOException {
    if (payload.u8(0) != VERSION) {
      throw new IOException(
          "the journal has format version "
              + payload.u8(0)
              + ", this agent reads "
              + VERSION
              + "; start the agent that wrote it, or a later one");
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(payload.drop(1).toArray()))) {
      long first = in.readLong();
      var made = Instant.ofEpochMilli(in.readLong());
      var boot = new Boot(new KioskId(in.readUTF()), in.readUTF(), in.readUTF(), in.readUTF());
      long running = in.available() >= Long.BYTES ? in.readLong() : 0;
      return new SegmentHeader(boot, first, made, Duration.ofMillis(running));
    }
  }
}
