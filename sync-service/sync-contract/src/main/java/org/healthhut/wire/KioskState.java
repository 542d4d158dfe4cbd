package org.healthhut.wire;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a kiosk is, retained at the broker; its last will says {@code online = false}.
 *
 * @param boot this start of the agent
 * @param number counts the states of this boot from 1, so that an old one is known for what it is;
 *     0 from an agent that does not count
 * @param devices what each configured device is doing, by its name in the configuration
 * @param room on the disk for records: {@code enough}, {@code short} or {@code none}
 * @param account what the outbox has taken in and given out; null from an agent that does not tell
 * @param line that carries this state and everything else, as {@code mqtt}; empty from an agent
 *     that does not tell
 */
public record KioskState(
    boolean online,
    String agentVersion,
    String boot,
    long number,
    Map<String, String> devices,
    String room,
    @Nullable Account account,
    String line) {
  public static final String ENOUGH = "enough";

  public KioskState {
    devices = Map.copyOf(new TreeMap<>(devices));
  }

  /** Before a line has taken it. */
  public KioskState(
      boolean online,
      String agentVersion,
      String boot,
      long number,
      Map<String, String> devices,
      String room,
      @Nullable Account account) {
    this(online, agentVersion, boot, number, devices, room, account, "");
  }

  /** A kiosk with all the room it needs, that neither counts its states nor tells an account. */
  public KioskState(boolean online, String agentVersion, String boot, Map<String, String> devices) {
    this(online, agentVersion, boot, devices, ENOUGH);
  }

  /** Of an agent that neither counts its states nor tells an account. */
  public KioskState(
      boolean online, String agentVersion, String boot, Map<String, String> devices, String room) {
    this(online, agentVersion, boot, 0, devices, room, null);
  }

  /** The same, carried by {@code line}. */
  public KioskState over(String carrier) {
    return new KioskState(online, agentVersion, boot, number, devices, room, account, carrier);
  }

  /**
   * A kiosk's own book of one epoch. {@code captured = acknowledged + waiting}, where what waits is
   * counted; the district can hold against it what it has, {@code captured = accepted + set aside +
   * waiting}.
   *
   * @param captured the highest number that is durable
   * @param acknowledged the highest number that the district has confirmed
   * @param lost numbers whose record this start could not read any more; an event stands for each
   * @param refused of those confirmed, what the district has put in quarantine, as far as the kiosk
   *     was told; null from an agent that does not tell
   * @param stoodIn of those confirmed, what an event stands in for; null from an agent that does
   *     not tell
   * @param diskFree bytes left on the disk that keeps the records
   * @param diskSize bytes of that disk
   */
  public record Account(
      String epoch,
      long captured,
      long acknowledged,
      long waiting,
      long lost,
      @Nullable Long refused,
      @Nullable Long stoodIn,
      long diskFree,
      long diskSize) {
    /** Of an agent that does not tell what is set aside. */
    public Account(
        String epoch,
        long captured,
        long acknowledged,
        long waiting,
        long lost,
        long diskFree,
        long diskSize) {
      this(epoch, captured, acknowledged, waiting, lost, null, null, diskFree, diskSize);
    }

    public boolean holds() {
      return captured == acknowledged + waiting;
    }
  }
}
