package org.healthhut.vital;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When a reading was made. All that is known is kept; none of it is ever rewritten.
 *
 * @param at the kiosk's wall clock when the last byte of the reading arrived
 * @param clock how far that clock could be trusted
 * @param device what the device's own clock said, without a zone, where it has one
 */
public record ReadingTime(Instant at, ClockTrust clock, @Nullable LocalDateTime device) {}
