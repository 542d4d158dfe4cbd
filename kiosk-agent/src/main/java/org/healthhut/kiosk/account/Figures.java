package org.healthhut.kiosk.account;

/**
 * Where a kiosk's book stands: {@code captured = delivered + waiting + set aside}.
 *
 * @param acknowledged the highest number that the district has confirmed
 * @param waiting as counted
 * @param refused of those confirmed, what the district has put in quarantine, as far as it said so
 * @param lost of those confirmed, what this kiosk could not read any more: an event stands for each
 */
public record Figures(
    String epoch, long captured, long acknowledged, long waiting, long refused, long lost) {
  /** What the district holds and has in no record. */
  public long setAside() {
    return refused + lost;
  }

  /** What the district has in a record. */
  public long delivered() {
    return acknowledged - setAside();
  }

  public boolean holds() {
    return captured == delivered() + waiting + setAside();
  }
}
