package org.healthhut.kiosk.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.healthhut.vital.Moment;

/**
 * What was found about the kiosk at one moment; empty where the machine does not tell.
 *
 * @param diskUsed share of the partition that is taken, 0 to 1
 * @param written how long one small forced write took; empty when it failed or took too long
 * @param lost numbers whose record could not be read at this start; empty when the oldest record
 *     that waits cannot be read now
 * @param resident bytes of memory the agent has
 * @param throttled what a Raspberry Pi says of its power, as in {@code get_throttled}
 * @param delivered how long ago the district acknowledged something
 * @param oldest how long the oldest record has waited
 * @param browserSilent how long no browser has been heard of
 * @param configured when the configuration was last changed
 */
record Facts(
    Moment at,
    Optional<Double> diskUsed,
    int warnPercent,
    int refusePercent,
    Optional<Duration> written,
    Optional<Integer> lost,
    Optional<Long> resident,
    Optional<Double> celsius,
    Optional<Integer> throttled,
    String line,
    Optional<Duration> delivered,
    long waiting,
    Duration oldest,
    Duration browserSilent,
    Optional<Instant> certificateUntil,
    Optional<Instant> configured) {}
