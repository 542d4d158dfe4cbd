package org.healthhut.device.gatt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.frame.Found;

/**
 * Takes the envelopes of {@link GattFrame} apart. They have no checksum, so a value is handed out
 * only when silence or the header of another value follows it: then its length was right. Nothing
 * is searched for inside values: where a header is none, everything from the last value on is
 * noise until the line is quiet.
 *
 * <p>The same bytes give the same frames however the line cut them.
 */
final class GattFraming {
  static final int HEADER = 3;

  /** Of bytes that belong to no frame, given as one run; what comes beyond it is another run. */
  private static final int NOISE_MAX = 512;

  private Bytes pending = Bytes.EMPTY;
  private boolean outOfStep;

  /** Frames whose body is the whole envelope, and noise. */
  List<Found> received(Bytes bytes) {
    var found = new ArrayList<Found>();
    pending = pending.plus(bytes);
    while (!outOfStep) {
      var size = size(0);
      if (size.isEmpty()) {
        break;
      }
      if (pending.length() < size.get() + HEADER) {
        break;
      }
      if (size(size.get()).isEmpty()) {
        outOfStep = true;
        break;
      }
      found.add(new Found.Frame(pending.slice(0, size.get())));
      pending = pending.drop(size.get());
    }
    outOfStep |= pending.length() >= HEADER && size(0).isEmpty();
    while (outOfStep && pending.length() >= NOISE_MAX) {
      found.add(new Found.Noise(pending.slice(0, NOISE_MAX), "no value"));
      pending = pending.drop(NOISE_MAX);
    }
    return found;
  }

  /** The last value is whole, or will never be. */
  List<Found> quiet() {
    var rest = pending;
    boolean whole = !outOfStep && size(0).filter(size -> size == rest.length()).isPresent();
    boolean cut = !outOfStep;
    clear();
    if (rest.isEmpty()) {
      return List.of();
    }
    return List.of(
        whole ? new Found.Frame(rest) : new Found.Noise(rest, cut ? "cut short" : "no value"));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  void clear() {
    pending = Bytes.EMPTY;
    outOfStep = false;
  }

  /** How long the envelope at {@code at} says to be; empty where its header is not there or none. */
  private Optional<Integer> size(int at) {
    if (pending.length() < at + HEADER) {
      return Optional.empty();
    }
    int length = pending.u8(at + 2);
    return Characteristic.of(pending.u16le(at))
        .filter(known -> known.canHave(length))
        .map(_ -> HEADER + length);
  }
}
