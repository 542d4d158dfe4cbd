package org.healthhut.simulator.world;

import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;

/** What everything in one world shares. */
record Stage(
    Schedule schedule,
    Trace trace,
    Chance chance,
    Parts parts,
    Promises promises,
    DistrictKeys keys,
    DistrictKey key) {
  /** Does {@code what} after a delay drawn from {@code least} to {@code most} milliseconds. */
  void in(int least, int most, Runnable what) {
    schedule.in(chance.between(least, most), what);
  }

  void say(String what) {
    trace.add(what);
  }
}
