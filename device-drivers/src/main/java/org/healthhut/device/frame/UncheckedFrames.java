package org.healthhut.device.frame;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart frames that have a length and no checksum. A frame is believed only when silence or
 * the header of another follows it: then its length was right. Nothing is searched for inside
 * frames: where a header is none, everything from the last frame on is noise until the line is
 * quiet. For lines that lose nothing, as a Bluetooth link; a {@link FrameReader} finds its way back
 * on the others.
 *
 * <p>The same bytes give the same frames however the line cut them. The body of a {@link
 * Found.Frame} is the whole frame, header included.
 */
public final class UncheckedFrames {
  /** A frame is over when this long nothing followed it; a link may say {@code Quiet} sooner. */
  private static final Duration SETTLED = Duration.ofMillis(100);

  /** Noise is given out in runs of this length. */
  private static final int NOISE_MAX = 512;

  /** What a header function answers for bytes that are no header. */
  public static final int NO_HEADER = -1;

  private final int headerLength;
  private final ToIntFunction<Bytes> sizeOf;
  private Bytes pending = Bytes.EMPTY;
  private boolean outOfStep;
  private @Nullable Duration settledAt;

  /**
   * @param headerLength how many bytes it takes to know the size of a frame
   * @param sizeOf the size of the whole frame with this header, or {@link #NO_HEADER}; it is given
   *     at least {@code headerLength} bytes
   */
  public UncheckedFrames(int headerLength, ToIntFunction<Bytes> sizeOf) {
    this.headerLength = headerLength;
    this.sizeOf = sizeOf;
  }

  public List<Found> received(Bytes bytes, Moment now) {
    var found = new ArrayList<Found>();
    pending = pending.plus(bytes);
    takeFrames(found);
    while (outOfStep && pending.length() >= NOISE_MAX) {
      found.add(new Found.Noise(pending.slice(0, NOISE_MAX), "out of step"));
      pending = pending.drop(NOISE_MAX);
    }
    settledAt = pending.isEmpty() && !outOfStep ? null : now.uptime().plus(SETTLED);
    return found;
  }

  private void takeFrames(List<Found> found) {
    while (!outOfStep) {
      var size = sizeAt(0);
      if (size.isEmpty()) {
        return;
      }
      int whole = size.getAsInt();
      if (whole == NO_HEADER) {
        outOfStep = true;
        return;
      }
      var next = sizeAt(whole);
      if (next.isEmpty()) {
        return;
      }
      if (next.getAsInt() == NO_HEADER) {
        outOfStep = true;
        return;
      }
      found.add(new Found.Frame(pending.slice(0, whole)));
      pending = pending.drop(whole);
    }
  }

  /** Empty while the header at {@code at} has not come. */
  private OptionalInt sizeAt(int at) {
    return pending.length() < at + headerLength
        ? OptionalInt.empty()
        : OptionalInt.of(sizeOf.applyAsInt(pending.drop(at)));
  }

  /** The last frame is whole, or will never be. */
  public List<Found> quiet() {
    var rest = pending;
    var size = sizeAt(0);
    boolean whole = !outOfStep && size.isPresent() && size.getAsInt() == rest.length();
    var why = outOfStep ? "out of step" : "cut short";
    clear();
    if (rest.isEmpty()) {
      return List.of();
    }
    return List.of(whole ? new Found.Frame(rest) : new Found.Noise(rest, why));
  }

  /** Time has passed, perhaps not enough. */
  public List<Found> woken(Moment now) {
    return settledAt == null || now.uptime().compareTo(settledAt) < 0 ? List.of() : quiet();
  }

  /**
   * When to be {@link #woken}, as {@link Moment#uptime}, or {@code other} where that is sooner;
   * null for never.
   */
  public @Nullable Duration wakeAt(@Nullable Duration other) {
    return settledAt == null || (other != null && other.compareTo(settledAt) < 0)
        ? other
        : settledAt;
  }

  /** Forgets everything: the line is another one now. */
  public void clear() {
    pending = Bytes.EMPTY;
    outOfStep = false;
    settledAt = null;
  }
}
