package org.healthhut.simulator.world;

/** What a power cut leaves of that which was written and not forced. */
public enum Survival {
  NOTHING,

  /** What came first, up to some moment; the last of it torn. */
  PREFIX,

  /** Each block by chance, whatever was written before and behind it; some of them torn. */
  SUBSET,

  /** What came last, while something before it is lost. */
  REORDERED
}
