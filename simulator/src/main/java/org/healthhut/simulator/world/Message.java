package org.healthhut.simulator.world;

import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Batch;
import org.healthhut.wire.KioskId;

/** A batch on its way. */
record Message(KioskId kiosk, Batch batch, Bytes bytes) {
  @Override
  public String toString() {
    return kiosk + " " + batch.first() + ".." + batch.last();
  }
}
