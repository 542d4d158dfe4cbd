package org.healthhut.kiosk.outbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segment that is written: each group once, and forced once. Without its header nobody could
 * open its records, so that stands there more than once; the first is forced before any record.
 */
final class NewestSegment implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(NewestSegment.class);

  /** The header goes with the first record, and after every so many bytes again. */
  private static final long COPY_BYTES = 1 << 16;

  private final Disk.Tail tail;
  private final Frame header;
  private long size;

  /** At this size the header is written once more. */
  private long copyAt;

  private NewestSegment(Disk.Tail tail, Frame header) {
    this.tail = tail;
    this.header = header;
  }

  /**
   * Begins a segment with its header, and with {@code records} in the same write; when this returns
   * they are forced, the file's name not yet.
   *
   * @param made is closed when this throws
   */
  static NewestSegment begin(Disk.Tail made, SegmentHeader header, List<Frame> records)
      throws IOException {
    var segment = new NewestSegment(made, header.frame());
    var frames = new ArrayList<Frame>(List.of(segment.header));
    if (!records.isEmpty()) {
      frames.add(segment.header);
      frames.addAll(records);
    }
    try {
      segment.write(frames);
    } catch (IOException e) {
      segment.closeQuietly();
      throw e;
    }
    segment.copyAt = segment.size + (records.isEmpty() ? 0 : COPY_BYTES);
    return segment;
  }

  long size() {
    return size;
  }

  /** When this throws, nothing of the group counts; see {@link #abandon}. */
  void append(List<Frame> group) throws IOException {
    boolean isCopyDue = size >= copyAt;
    var frames = new ArrayList<Frame>();
    if (isCopyDue) {
      frames.add(header);
    }
    frames.addAll(group);
    write(frames);
    if (isCopyDue) {
      copyAt = size + COPY_BYTES;
    }
  }

  private void write(List<Frame> frames) throws IOException {
    int length = frames.stream().mapToInt(Frame::size).sum();
    var bytes = ByteBuffer.allocate(length);
    frames.forEach(frame -> frame.write(bytes));
    tail.write(bytes.flip());
    tail.force();
    size += length;
  }

  /** Closes it, cut back to what counts where the disk lets us. */
  void abandon() {
    try {
      tail.truncate(size);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("segment.given-up");
    }
    closeQuietly();
  }

  void closeQuietly() {
    try {
      tail.close();
    } catch (IOException e) {
      log.atDebug().setCause(e).log("segment.closed-badly");
    }
  }

  @Override
  public void close() throws IOException {
    tail.close();
  }
}
