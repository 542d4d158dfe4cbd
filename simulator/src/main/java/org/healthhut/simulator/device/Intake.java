package org.healthhut.simulator.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;

/**
 * What the kiosk has said and a device has not taken yet: requests in any pieces, with noise
 * between them.
 */
public final class Intake {
  /** More must come before it is known what is at the front. */
  public static final int PARTIAL = 0;

  /** No frame begins with the first byte. */
  public static final int NOISE = -1;

  private final Frames frames;
  private final Duration gapMax;
  private final int max;
  private Bytes rest = Bytes.EMPTY;
  private Duration heardAt = Duration.ZERO;

  /** How a format cuts bytes into frames. */
  @FunctionalInterface
  public interface Frames {
    /**
     * The size of the frame at the front, where a whole one with a right checksum is; else {@link
     * #PARTIAL} or {@link #NOISE}. There is always one byte at least.
     */
    int sizeAtFront(Bytes rest);
  }

  /**
   * Takes frames.
   *
   * @param gapMax a frame interrupted for longer is forgotten
   * @param max no frame is longer; a beginning that grows beyond it is noise
   */
  public Intake(Frames frames, Duration gapMax, int max) {
    this.frames = frames;
    this.gapMax = gapMax;
    this.max = max;
  }

  /** The frames that {@code heard} completes. */
  public List<Bytes> take(Bytes heard, Duration uptime) {
    if (uptime.minus(heardAt).compareTo(gapMax) > 0) {
      rest = Bytes.EMPTY;
    }
    heardAt = uptime;
    rest = rest.plus(heard);
    var taken = new ArrayList<Bytes>();
    while (!rest.isEmpty()) {
      int size = frames.sizeAtFront(rest);
      if (size == PARTIAL && rest.length() <= max) {
        break;
      }
      if (size > 0) {
        taken.add(rest.slice(0, size));
      }
      rest = rest.drop(Math.max(1, size));
    }
    return taken;
  }

  public void clear() {
    rest = Bytes.EMPTY;
  }

  /** Whether {@code bytes} are one frame and nothing else. */
  public static boolean isFrame(Frames frames, Bytes bytes) {
    return !bytes.isEmpty() && frames.sizeAtFront(bytes) == bytes.length();
  }
}
