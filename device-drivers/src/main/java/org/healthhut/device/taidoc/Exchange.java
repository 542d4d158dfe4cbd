package org.healthhut.device.taidoc;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Patience;
import org.healthhut.device.Turn;

/** What a device was asked last, and how long its answer is waited for. */
final class Exchange {
  /** Taidoc.md, Timing. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final int RETRIES_MAX = 3;

  /** How long the line is quiet before the same is asked again, chosen by this project. */
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

  /** One answer, chosen by this project: the longest is a packet of forty bytes. */
  private static final Duration ANSWERED_MAX = Duration.ofSeconds(10);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How often one request is repeated because of a notice, chosen by this project. */
  private static final int NOTICES_MAX = 3;

  private final Patience patience =
      new Patience(ANSWER_MAX, BEFORE_RETRY, RETRIES_MAX, ANSWERED_MAX);

  /** Empty while nothing is asked. */
  private Bytes request = Bytes.EMPTY;

  private int notices;

  Patience patience() {
    return patience;
  }

  boolean isResting() {
    return request.isEmpty();
  }

  /** Whether a message is of the command that was asked last. */
  boolean isAnsweredBy(Bytes body) {
    return !isResting() && body.u8(0) == Packet.command(request);
  }

  /** Asks for the next thing: what was asked before is answered. */
  void ask(Bytes next, Turn turn) {
    patience.answered();
    notices = 0;
    askInstead(next, turn);
  }

  /** Asks for another thing because what was asked is not answered. */
  void askInstead(Bytes other, Turn turn) {
    request = other;
    again(turn);
  }

  void again(Turn turn) {
    patience.asked(turn.now());
    turn.write(request);
  }

  /** The device has forgotten what it was asked (taidoc.md, 54). False where it always does. */
  boolean forgotten(Turn turn) {
    boolean asks = notices++ < NOTICES_MAX;
    if (asks) {
      again(turn);
    }
    return asks;
  }

  /** The same is asked again after a while. */
  void pause(Duration until, Turn turn) {
    patience.rest(turn.now(), until);
  }

  /** Nothing is asked until the pause is over. */
  void rest(Turn turn) {
    request = Bytes.EMPTY;
    pause(PAUSE, turn);
  }

  /** Not an answer: what was asked is asked again when the line is quiet. */
  void refuse(String why, Bytes body, Turn turn) {
    Packet.refuse(why, body, turn);
    patience.damaged(turn.now());
  }
}
