package org.healthhut.kiosk.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one segment file was found to hold.
 *
 * @param header from whichever of its copies is sound; empty when none is: the records then belong
 *     to no boot and are lost, but their numbers are known
 * @param frames every sound frame, in the order they stand
 * @param damages how many runs of bytes are no frame; a torn end counts as one
 * @param isTorn whether the last of them is at the end, as a power cut leaves it
 */
record Segment(
    int number, Optional<SegmentHeader> header, List<Frame> frames, int damages, boolean isTorn) {
  private static final int SEGMENT_BYTES_LIMIT = 1 << 26;

  Segment {
    frames = List.copyOf(frames);
  }

  /**
   * Reads every sound frame. After a damaged one it looks for the next sound one, byte by byte, so
   * that damage costs the records it touches and no other.
   */
  static Segment read(Disk disk, int number, Path file) throws IOException {
    if (disk.size(file) > SEGMENT_BYTES_LIMIT) {
      throw new IOException(file + " is too long to be a segment of the journal; move it away");
    }
    var bytes = ByteBuffer.wrap(disk.read(file));
    Optional<SegmentHeader> header = Optional.empty();
    var frames = new ArrayList<Frame>();
    int damages = 0;
    boolean damaged = false;
    int offset = 0;
    while (offset < bytes.limit()) {
      var frame = Frame.at(bytes, offset);
      if (frame.isEmpty()) {
        damages += damaged ? 0 : 1;
        damaged = true;
        offset++;
        continue;
      }
      damaged = false;
      if (frame.get().seq() > 0) {
        frames.add(frame.get());
      } else if (header.isEmpty()) {
        header = Optional.of(SegmentHeader.decode(frame.get().payload()));
      }
      offset += frame.get().size();
    }
    return new Segment(number, header, frames, damages, damaged);
  }

  /** Whether bytes are damaged that a power cut leaves alone. */
  boolean isBroken() {
    return damages > (isTorn ? 1 : 0);
  }

  boolean isEmpty() {
    return header.isEmpty() && frames.isEmpty();
  }

  /** The lowest number that is readable; 0 when there is none. */
  long lowest() {
    return frames.stream().mapToLong(Frame::seq).min().orElse(0);
  }

  long highest() {
    return frames.stream().mapToLong(Frame::seq).max().orElse(0);
  }
}
