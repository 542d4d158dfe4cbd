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
 * @param brokenSegments segments with bytes that are no record elsewhere than at a torn end; such a
 *     one stays where it is and is found again at each start
 * @param setAside segments that this start moved out of the way, since nothing could be read of
 *     them, or not which numbering they are of
 */
public record Recovery(
    boolean newEpoch,
    int segments,
    int damagedSegments,
    int lost,
    boolean indexRebuilt,
    int brokenSegments,
    int setAside) {
  /** An outbox that had nothing to recover. */
  public static final Recovery NOTHING = new Recovery(false, 0, 0, 0, false);

  /** Of a folder in which at most ends were torn. */
  public Recovery(
      boolean newEpoch, int segments, int damagedSegments, int lost, boolean indexRebuilt) {
    this(newEpoch, segments, damagedSegments, lost, indexRebuilt, 0, 0);
  }

  /** Whether a numbering ended because what was there did not tell it; a new disk ends none. */
  public boolean lostEpoch() {
    return newEpoch && segments + setAside > 0;
  }
}
