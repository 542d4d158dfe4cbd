package org.healthhut.simulator.world;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.healthhut.district.ingest.Deliveries;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.kiosk.outbox.Disk;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.wire.Ack;
import org.healthhut.wire.KioskId;

/**
 * The seams of a world, each with what belongs there. A test that wants to know whether the world
 * would notice a mistake puts the mistake into one of them.
 */
public class Parts {
  /** What may happen in the world. */
  protected Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  /** What happens in the world as often as it ever does; the rest is drawn. */
  protected Set<Fault> alwaysFaults() {
    return EnumSet.noneOf(Fault.class);
  }

  /** What a kiosk writes to, as it opens its outbox. */
  protected Disk disk(Disk real) {
    return real;
  }

  /** What a kiosk's uplink takes records from. */
  protected Outbox outbox(Outbox real) {
    return real;
  }

  /** What a kiosk's uplink sends by; {@code acknowledged} is told what arrives on it. */
  protected Transport.Connection connection(Transport.Connection real, Consumer<Ack> acknowledged) {
    return real;
  }

  /** An acknowledgement as it reaches a kiosk that stands so. */
  protected Ack arriving(Ack ack, Outbox.Standing standing) {
    return ack;
  }

  /** Where the servers of the district keep what arrives. */
  protected MemoryRecordStore memory() {
    return new MemoryRecordStore();
  }

  /** What a server of the district stores by. */
  protected RecordStore store(RecordStore real) {
    return real;
  }

  /** How a server treats a message of the broker. */
  protected <M> void settle(
      Deliveries<M> deliveries,
      KioskId kiosk,
      Deliveries.Delivery<M> delivery,
      Deliveries.Step<M, RuntimeException> take,
      Deliveries.Step<M, RuntimeException> acknowledge)
      throws InterruptedException {
    deliveries.settle(kiosk, delivery, take, acknowledge);
  }
}
