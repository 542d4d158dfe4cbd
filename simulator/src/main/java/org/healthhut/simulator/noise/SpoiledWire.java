package org.healthhut.simulator.noise;

import java.util.List;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.meeting.Wire;

/** A line that damages a share of the frames on it, each of them once. */
final class SpoiledWire implements Wire {
  /** How many bytes are inserted or lost at once, at most. */
  private static final int RUN_MAX = 8;

  private final Noise noise;
  private final double share;
  private final int between;
  private final boolean parity;
  private final RandomGenerator random;
  private Bytes held = Bytes.EMPTY;
  private long damaged;
  private int spared;

  /**
   * A line for one noise.
   *
   * @param between how many frames are spared after a damaged one, at least: over Bluetooth and HID
   *     a frame comes in parts, and is to be damaged once
   * @param parity the line has a parity bit: its port throws away a byte that does not fit it
   */
  SpoiledWire(Noise noise, double share, int between, boolean parity, RandomGenerator random) {
    this.noise = noise;
    this.share = share;
    this.between = between;
    this.parity = parity;
    this.spared = random.nextInt(between + 1);
    this.random = random;
  }

  /** How many frames were damaged. */
  long damaged() {
    return damaged;
  }

  @Override
  public List<Bytes> carry(Bytes frame) {
    var before = held;
    held = Bytes.EMPTY;
    if (spared > 0 || random.nextDouble() >= share) {
      spared = Math.max(0, spared - 1);
      return List.of(before.plus(frame));
    }
    damaged++;
    spared = between;
    var spoiled =
        switch (noise) {
          case TORN -> torn(frame);
          case BIT -> flipped(frame, random.nextInt(frame.length()), 1 << random.nextInt(8));
          case BYTE -> flipped(frame, random.nextInt(frame.length()), 1 + random.nextInt(255));
          case RANDOM, TEXT -> throw new IllegalStateException(noise + " needs no frames");
        };
    var arrives = before.plus(spoiled);
    return arrives.isEmpty() ? List.of() : List.of(arrives);
  }

  private Bytes flipped(Bytes frame, int at, int bits) {
    return parity && Integer.bitCount(bits) % 2 == 1
        ? frame.slice(0, at).plus(frame.drop(at + 1))
        : frame.with(at, frame.u8(at) ^ bits);
  }

  private Bytes torn(Bytes frame) {
    int at = random.nextInt(frame.length());
    return switch (random.nextInt(5)) {
      case 0 -> {
        var inserted = new byte[1 + random.nextInt(RUN_MAX)];
        random.nextBytes(inserted);
        yield frame.slice(0, at).plus(Bytes.copyOf(inserted)).plus(frame.drop(at));
      }
      case 1 -> {
        int lost = Math.min(1 + random.nextInt(RUN_MAX), frame.length() - at);
        yield frame.slice(0, at).plus(frame.drop(at + lost));
      }
      case 2 -> frame.slice(0, at);
      case 3 -> {
        held = frame;
        yield Bytes.EMPTY;
      }
      default -> frame.plus(frame);
    };
  }
}
