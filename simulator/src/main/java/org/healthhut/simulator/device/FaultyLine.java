package org.healthhut.simulator.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into what reaches the wire and when, spoiling the next ones as asked: one fault a
 * frame, in the order they were asked for. Nothing overtakes anything.
 */
public final class FaultyLine {
  static final int PENDING_MAX = 1000;

  private static final int SLICE = 3;
  private static final Duration BETWEEN_SLICES = Duration.ofMillis(30);
  private static final Duration BETWEEN_DUPLICATES = Duration.ofMillis(200);
  private static final Duration LATE = Duration.ofMillis(800);
  private static final int NOISE_MAX = 16;

  private final RandomGenerator random;
  private final Deque<LineFault> pending = new ArrayDeque<>();
  private Duration freeAt = Duration.ZERO;

  public FaultyLine(RandomGenerator random) {
    this.random = random;
  }

  /** Something for the line to do, not before {@code at}. */
  public sealed interface Act {
    Duration at();

    /** Bytes to write; none for a mark that something was left out. */
    record Write(Duration at, Bytes bytes, Note note) implements Act {}

    /** The line goes away. */
    record Cut(Duration at) implements Act {}
  }

  /**
   * Spoils the next {@code times} frames.
   *
   * @throws IllegalArgumentException when more would be pending than {@value #PENDING_MAX}
   */
  public void inject(LineFault fault, int times) {
    if (times < 1 || pending.size() + times > PENDING_MAX) {
      throw new IllegalArgumentException(
          "times must be 1..%d, is %d".formatted(PENDING_MAX - pending.size(), times));
    }
    for (int i = 0; i < times; i++) {
      pending.add(fault);
    }
  }

  void clear() {
    pending.clear();
  }

  List<LineFault> pending() {
    return List.copyOf(pending);
  }

  /** What the line makes of a frame sent now. */
  public List<Act> put(Transmission transmission, Duration now) {
    var fault = next(transmission);
    if (freeAt.compareTo(now) < 0) {
      freeAt = now;
    }
    var frame = transmission.frame();
    if (fault == null) {
      return List.of(write(frame, transmission.note(), transmission.verdict()));
    }
    var half = frame.slice(0, frame.length() / 2);
    var spoiled = fault.chineseName() + " " + fault.key();
    return switch (fault) {
      case TRUNCATE -> List.of(write(half, spoiled, Verdict.BAD));
      case UNPLUG -> List.of(write(half, spoiled, Verdict.BAD), new Act.Cut(freeAt));
      case NOISE -> {
        var noise = new byte[1 + random.nextInt(NOISE_MAX)];
        random.nextBytes(noise);
        yield List.of(
            write(Bytes.copyOf(noise), spoiled, Verdict.BAD),
            write(frame, transmission.note(), transmission.verdict()));
      }
      case DUPLICATE -> {
        var first = write(frame, transmission.note(), transmission.verdict());
        freeAt = freeAt.plus(BETWEEN_DUPLICATES);
        yield List.of(
            first, write(frame, spoiled + " " + transmission.note(), transmission.verdict()));
      }
      case CRC -> List.of(write(wrongChecksum(transmission), spoiled, Verdict.BAD));
      case MUTE -> List.of(write(Bytes.EMPTY, spoiled + " " + transmission.note(), Verdict.BAD));
      case SLICE -> slices(frame, transmission.note());
      case DELAY -> {
        freeAt = freeAt.plus(LATE);
        yield List.of(write(frame, spoiled + " " + transmission.note(), transmission.verdict()));
      }
    };
  }

  /** What is to be done to this frame; a wrong checksum waits for the first frame that has one. */
  private @Nullable LineFault next(Transmission transmission) {
    boolean waits =
        pending.peek() == LineFault.CRC && transmission.checksum() == Transmission.NO_CHECKSUM;
    return waits ? null : pending.poll();
  }

  private List<Act> slices(Bytes frame, String note) {
    var acts = new ArrayList<Act>();
    int count = (frame.length() + SLICE - 1) / SLICE;
    for (int i = 0; i < count; i++) {
      var piece = frame.slice(i * SLICE, Math.min(frame.length(), (i + 1) * SLICE));
      var text = "分片 slice %d/%d".formatted(i + 1, count);
      acts.add(write(piece, i == count - 1 ? text + " " + note : text, Verdict.UNCHECKED));
      freeAt = freeAt.plus(BETWEEN_SLICES);
    }
    return acts;
  }

  private static Bytes wrongChecksum(Transmission transmission) {
    int at = transmission.checksum();
    return transmission.frame().with(at, transmission.frame().u8(at) ^ 0xFF);
  }

  private Act write(Bytes bytes, String note, Verdict verdict) {
    return new Act.Write(freeAt, bytes, new Note(note, verdict));
  }
}
