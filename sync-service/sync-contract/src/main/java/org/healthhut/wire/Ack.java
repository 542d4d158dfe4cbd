package org.healthhut.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The district's word on what it holds: everything of {@code epoch} up to {@code through} is
 * committed in its database. Only this lets a kiosk forget a record.
 *
 * @param through the highest unbroken number; 0 when there is none
 * @param resendFrom the number to send again from, when something above {@code through} arrived and
 *     something between is missing
 * @param refused records that the district has put in quarantine; they count as received
 * @param answers the batch this answers; null when it answers none, and from a district that does
 *     not say
 */
public record Ack(
    String epoch,
    long through,
    @Nullable Long resendFrom,
    List<Refusal> refused,
    @Nullable Answered answers) {
  public Ack {
    refused = List.copyOf(refused);
  }

  /** Without saying which batch it answers. */
  public Ack(String epoch, long through, @Nullable Long resendFrom, List<Refusal> refused) {
    this(epoch, through, resendFrom, refused, null);
  }

  /** The same, as the answer to {@code batch}. */
  public Ack answering(Batch batch) {
    var answered = new Answered(batch.boot().id(), batch.first(), batch.last());
    return new Ack(epoch, through, resendFrom, refused, answered);
  }

  /**
   * The batch that an acknowledgement answers: the district holds each of its records under its
   * number or has refused it by name. A boot is drawn anew at each start and seals a number once,
   * so whoever holds these numbers of this boot holds the same records. {@code through} says less:
   * where two kiosks number as one, it counts the other one's records too.
   */
  public record Answered(String boot, long first, long last) {}

  /** A record the district could not accept, and why, in fixed words without a value. */
  public record Refusal(long seq, String why) {
    /**
     * The number is held with another content, so this record is in nobody's sight: somebody else
     * numbers as this kiosk, or its disk went back to an older state.
     */
    public static final String NUMBER_TAKEN = "the number came before with another content";
  }
}
