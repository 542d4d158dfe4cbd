package org.healthhut.district.ingest;

import java.time.Instant;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;

/**
 * The district's record as ingest writes it. When a call returns, what it was given is committed;
 * when it throws, none of it need be, and giving it again is right.
 */
public interface RecordStore {
  /**
   * Keeps each of {@code findings} that is not held yet and says what is held now. Findings of one
   * boot, numbered without a gap; the same ones may come again, in any order, to any instance.
   * Which batch it answers is the caller's to say.
   */
  Ack store(Boot boot, List<Finding> findings, Instant receivedAt);

  /** Keeps a message that is no batch. The same one again is kept once. */
  void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt);

  /**
   * Throws unless the record can be written now.
   *
   * @throws RuntimeException as {@link #store} would
   */
  void check();
}
