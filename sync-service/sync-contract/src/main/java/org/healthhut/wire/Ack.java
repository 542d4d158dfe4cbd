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
 */
public record Ack(String epoch, long through, @Nullable Long resendFrom, List<Refusal> refused) {
  public Ack {
    refused = List.copyOf(refused);
  }

  /** A record the district could not accept, and why, in fixed words without a value. */
  public record Refusal(long seq, String why) {
    /**
     * The number is held with another content, so this record is in nobody's sight: somebody else
     * numbers as this kiosk, or its disk went back to an older state.
     */
    public static final String NUMBER_TAKEN = "the number came before with another content";
  }
}
