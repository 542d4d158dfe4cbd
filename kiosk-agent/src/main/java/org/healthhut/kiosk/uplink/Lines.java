package org.healthhut.kiosk.uplink;

import java.time.Duration;

/**
 * Decides which of two lines to the district is tried next. Pure: it is told what happened and how
 * long the machine has been up.
 *
 * <p>The main line is preferred. When it has been away for as long as {@code patience}, the spare
 * one is tried at once, and from then on both in turn until one of them connects. A main line that
 * breaks again before it has held for a while was never back: it cannot keep the kiosk from the
 * spare one by coming and going.
 */
final class Lines {
  enum Line {
    MAIN,
    SPARE
  }

  private final Duration patience;
  private final Duration holds;

  /** Since when the main line is away; of no meaning while it is connected. */
  private Duration awaySince;

  private Duration connectedAt = Duration.ZERO;
  private Line turn = Line.SPARE;

  /** Whether the spare line has been tried since the main one went away. */
  private boolean spareTried;

  private boolean mainConnected;

  /**
   * @param patience how long the main line may be away
   * @param holds how long the main line is connected when it is taken to be back
   */
  Lines(Duration patience, Duration holds, Duration uptime) {
    this.patience = patience;
    this.holds = holds;
    this.awaySince = uptime;
  }

  /** The line to try now. */
  Line next(Duration uptime) {
    return patient(uptime) ? Line.MAIN : turn;
  }

  /** Whether an attempt is worth more now than the last one was: the spare line has its turn. */
  boolean better(Duration uptime) {
    return !mainConnected && !spareTried && !patient(uptime);
  }

  void failed(Line line) {
    tried(line);
    turn = line == Line.SPARE ? Line.MAIN : Line.SPARE;
  }

  void connected(Line line, Duration uptime) {
    tried(line);
    turn = Line.SPARE;
    if (line == Line.MAIN) {
      mainConnected = true;
      connectedAt = uptime;
    }
  }

  void lost(Line line, Duration uptime) {
    if (line == Line.MAIN) {
      mainConnected = false;
      if (uptime.minus(connectedAt).compareTo(holds) >= 0) {
        awaySince = uptime;
        spareTried = false;
      }
    }
  }

  private boolean patient(Duration uptime) {
    return uptime.minus(awaySince).compareTo(patience) < 0;
  }

  private void tried(Line line) {
    spareTried |= line == Line.SPARE;
  }
}
