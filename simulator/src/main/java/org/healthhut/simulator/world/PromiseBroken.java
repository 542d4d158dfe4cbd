package org.healthhut.simulator.world;

import java.util.List;

/** One of the promises does not hold. The message has the seed that shows it again. */
public final class PromiseBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PromiseBroken(long seed, long step, String what, List<String> trace) {
    super(
        "seed %d, step %d: %s%nthe last of the trace:%n  %s"
            .formatted(seed, step, what, String.join(System.lineSeparator() + "  ", trace)));
  }
}
