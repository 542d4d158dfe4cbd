package org.healthhut.district.ingest;

import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Batch;
import org.healthhut.wire.KioskId;

/** A message whose seals have been opened, and of which nothing is kept yet. */
public sealed interface Understood {
  /** A batch, entry by entry. */
  record Entries(Batch batch, List<Finding> findings) implements Understood {
    public Entries {
      findings = List.copyOf(findings);
    }
  }

  /**
   * A batch of a boot whose key nobody here can open.
   *
   * @param keyId the district's key that it is sealed to
   */
  record Locked(Batch batch, String keyId) implements Understood {}

  /**
   * No batch of this kiosk.
   *
   * @param why in fixed words, without a value
   */
  record Foreign(KioskId kiosk, String why, Bytes message) implements Understood {}
}
