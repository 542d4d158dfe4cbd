package org.healthhut.kiosk.outbox;

/**
 * What opening an outbox found, for the log and the operator.
 *
 * @param newEpoch no journal was found, so a new numbering has begun; normal once, on a new disk
 * @param segments journal segments that were there
 * @param damagedSegments how many of them held bytes that are no record; one torn end is what a
 *     power cut leaves and costs nothing that was promised
 * @param lost numbers whose record could be read neither from the journal nor from the index; a
 *     {@code record.lost} event stands in the place of each; of a newest segment that is wholly
 *     unreadable, as many as it could have held
 * @param indexRebuilt the index had to be set aside and made anew from the journal
 */
public record Recovery(
    boolean newEpoch, int segments, int damagedSegments, int lost, boolean indexRebuilt) {}
