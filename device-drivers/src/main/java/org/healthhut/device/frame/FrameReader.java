package org.healthhut.device.frame;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;

/**
 * Collects the pieces a line makes of its bytes and takes frames off the front.
 *
 * <p>Noise is handed out as one run when a frame, another kind of noise or silence ends it, or when
 * it has grown to {@link #NOISE_MAX}. What is kept is bounded: at most one frame not yet whole and
 * one run of noise.
 */
public final class FrameReader {
  private static final int NOISE_MAX = 256;

  private final Framing framing;
  private final int frameMax;
  private Bytes pending = Bytes.EMPTY;
  private Bytes noise = Bytes.EMPTY;
  private String noiseWhy = "";

  /**
   * @param frameMax the longest frame on the wire; where more bytes than this lie at the front and
   *     make no frame, the first of them is noise
   */
  public FrameReader(Framing framing, int frameMax) {
    this.framing = framing;
    this.frameMax = frameMax;
  }

  public List<Found> received(Bytes bytes) {
    var found = new ArrayList<Found>();
    for (int from = 0; from < bytes.length(); from += frameMax) {
      pending = pending.plus(bytes.slice(from, Math.min(from + frameMax, bytes.length())));
      takeFrames(found);
    }
    return found;
  }

  /**
   * The rest of a frame begun will not come. What looked like its header was noise, so the bytes
   * behind it get their chance: a whole frame may have been waiting there for a length that lied.
   */
  public List<Found> quiet() {
    var found = new ArrayList<Found>();
    while (!pending.isEmpty()) {
      takeNoise(1, "cut short", found);
      takeFrames(found);
    }
    endNoise(found);
    return found;
  }

  /** Forgets everything: the line is another one now. */
  public void clear() {
    pending = Bytes.EMPTY;
    noise = Bytes.EMPTY;
  }

  private void takeFrames(List<Found> found) {
    while (!pending.isEmpty()) {
      switch (framing.front(pending)) {
        case Framed.Frame(var body, var size) -> {
          endNoise(found);
          found.add(new Found.Frame(body));
          pending = pending.drop(size);
        }
        case Framed.Noise(var size, var why) -> takeNoise(size, why, found);
        case Framed.Partial() when pending.length() > frameMax ->
            takeNoise(1, "longer than any frame", found);
        case Framed.Partial() -> {
          return;
        }
      }
    }
  }

  private void takeNoise(int size, String why, List<Found> found) {
    if (!why.equals(noiseWhy)) {
      endNoise(found);
    }
    int from = 0;
    while (from < size) {
      int to = Math.min(size, from + NOISE_MAX - noise.length());
      noise = noise.plus(pending.slice(from, to));
      noiseWhy = why;
      from = to;
      if (noise.length() == NOISE_MAX) {
        endNoise(found);
      }
    }
    pending = pending.drop(size);
  }

  private void endNoise(List<Found> found) {
    if (!noise.isEmpty()) {
      found.add(new Found.Noise(noise, noiseWhy));
      noise = Bytes.EMPTY;
    }
  }
}
