package org.healthhut.kiosk.outbox;

/**
 * How full the disk may be, in percent of the partition.
 *
 * @param warnPercent from here on the room is {@link Room#SHORT}
 * @param refusePercent from here on there is {@link Room#NONE}
 */
public record DiskLimits(int warnPercent, int refusePercent) {
  public DiskLimits {
    if (warnPercent < 1 || warnPercent >= refusePercent || refusePercent > 99) {
      throw new IllegalArgumentException(
          "1 <= %d < %d <= 99 does not hold".formatted(warnPercent, refusePercent));
    }
  }

  public static DiskLimits usual() {
    return new DiskLimits(80, 95);
  }

  /**
   * What is left.
   *
   * @param used share of the partition that is taken, 0 to 1
   */
  Room room(double used) {
    if (used * 100 >= refusePercent) {
      return Room.NONE;
    }
    return used * 100 >= warnPercent ? Room.SHORT : Room.ENOUGH;
  }
}
