package org.healthhut.simulator.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.ingest.Deliveries;
import org.healthhut.district.ingest.Finding;
import org.healthhut.district.ingest.RecordStore;
import org.healthhut.kiosk.outbox.Disk;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.uplink.Transport;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.KioskState;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** Mistakes that a program of this kind could make, each put into the seam where it would be. */
enum Mistake {
  FSYNC_LEFT_OUT,
  FOLDER_NOT_FORCED,
  FAILED_FSYNC_TAKEN_FOR_DONE,
  SEQ_REUSED_AFTER_RESTART,
  CLEARED_BEFORE_ACKNOWLEDGEMENT,
  PUBACK_TAKEN_AS_DELIVERY,
  NEVER_SENT_AGAIN,
  EPOCH_IGNORED,
  ANYBODYS_ACK_TAKEN,
  REFUSALS_IGNORED,
  ACKNOWLEDGED_BEFORE_COMMIT,
  HALF_A_BATCH_COMMITTED,
  GAP_NOT_ASKED_FOR,
  GAP_PASSED_OVER,
  REFUSED_DROPPED,
  DUPLICATES_STORED_TWICE,
  BROKER_ACKNOWLEDGED_BEFORE_COMMIT;

  /** A world's parts with this mistake among them; for one world. */
  Parts parts() {
    return switch (this) {
      case FSYNC_LEFT_OUT -> OnDisk.parts(UnforcedFiles::new);
      case FOLDER_NOT_FORCED -> OnDisk.parts(UnforcedNames::new);
      case FAILED_FSYNC_TAKEN_FOR_DONE -> OnDisk.parts(SilentForces::new);
      case SEQ_REUSED_AFTER_RESTART -> OnDisk.parts(ForgottenTails::new);
      case CLEARED_BEFORE_ACKNOWLEDGEMENT -> OnDisk.parts(EarlyDeletes::new);
      case PUBACK_TAKEN_AS_DELIVERY -> new PubackIsDelivery();
      case NEVER_SENT_AGAIN -> new SentOnce();
      case EPOCH_IGNORED -> new EpochIgnored();
      case ANYBODYS_ACK_TAKEN -> new AnybodysAck();
      case REFUSALS_IGNORED -> new RefusalsIgnored();
      case ACKNOWLEDGED_BEFORE_COMMIT -> InStore.parts(Later::new);
      case HALF_A_BATCH_COMMITTED -> InStore.parts(Halves::new);
      case GAP_NOT_ASKED_FOR -> InStore.parts(Mute::new);
      case GAP_PASSED_OVER -> InStore.parts(Generous::new);
      case REFUSED_DROPPED -> InStore.parts(Dropping::new);
      case DUPLICATES_STORED_TWICE -> new Twice();
      case BROKER_ACKNOWLEDGED_BEFORE_COMMIT -> new TooEarly();
    };
  }

  // On the disk.

  private static class OnDisk extends PassingDisk {
    OnDisk(Disk real) {
      super(real);
    }

    static Parts parts(UnaryOperator<Disk> mistake) {
      return new Parts() {
        @Override
        protected Disk disk(Disk disk) {
          return mistake.apply(disk);
        }
      };
    }

    /** A file whose {@link Tail#force} is another. */
    Tail forcing(Tail tail, Forcing force) {
      return new Tail() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          tail.write(bytes);
        }

        @Override
        public void force() throws IOException {
          force.force(tail);
        }

        @Override
        public void truncate(long size) throws IOException {
          tail.truncate(size);
        }

        @Override
        public void close() throws IOException {
          tail.close();
        }
      };
    }

    interface Forcing {
      void force(Tail tail) throws IOException;
    }
  }

  private static final class UnforcedFiles extends OnDisk {
    UnforcedFiles(Disk real) {
      super(real);
    }

    @Override
    public Tail create(Path file) throws IOException {
      return forcing(real.create(file), _ -> {});
    }
  }

  private static final class UnforcedNames extends OnDisk {
    UnforcedNames(Disk real) {
      super(real);
    }

    @Override
    public void force(Path path) {}
  }

  private static final class SilentForces extends OnDisk {
    SilentForces(Disk real) {
      super(real);
    }

    @Override
    public Tail create(Path file) throws IOException {
      return forcing(
          real.create(file),
          tail -> {
            try {
              tail.force();
            } catch (IOException _) {
              // That is the mistake.
            }
          });
    }
  }

  /** Does not read the last frame of a file. */
  private static final class ForgottenTails extends OnDisk {
    private static final int FRAME_HEAD = 16;

    ForgottenTails(Disk real) {
      super(real);
    }

    @Override
    public byte[] read(Path file) throws IOException {
      var bytes = ByteBuffer.wrap(real.read(file));
      int last = 0;
      int next = 0;
      while (next + FRAME_HEAD < bytes.limit()) {
        last = next;
        next += FRAME_HEAD + bytes.getInt(next);
        if (next <= last) {
          break;
        }
      }
      return last == 0 ? bytes.array() : Arrays.copyOf(bytes.array(), last);
    }
  }

  /** Deletes what is there when a segment is begun. */
  private static final class EarlyDeletes extends OnDisk {
    EarlyDeletes(Disk real) {
      super(real);
    }

    @Override
    public Tail create(Path file) throws IOException {
      var tail = real.create(file);
      for (var other : real.list(Objects.requireNonNull(file.getParent()))) {
        if (!other.equals(file)) {
          real.delete(other);
        }
      }
      return tail;
    }
  }

  // At the kiosk's uplink.

  private static class Sending implements Transport.Connection {
    final Transport.Connection real;

    Sending(Transport.Connection real) {
      this.real = real;
    }

    @Override
    public void publish(Batch batch) throws IOException {
      real.publish(batch);
    }

    @Override
    public void publish(KioskState state) throws IOException {
      real.publish(state);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private static final class PubackIsDelivery extends Parts {
    @Override
    protected Transport.Connection connection(
        Transport.Connection real, Consumer<Ack> acknowledged) {
      return new Sending(real) {
        @Override
        public void publish(Batch batch) throws IOException {
          real.publish(batch);
          acknowledged.accept(
              new Ack(batch.boot().epoch(), batch.last(), null, List.of()).answering(batch));
        }
      };
    }
  }

  private static final class SentOnce extends Parts {
    private final Set<Long> sent = new HashSet<>();

    @Override
    protected Transport.Connection connection(
        Transport.Connection real, Consumer<Ack> acknowledged) {
      return new Sending(real) {
        @Override
        public void publish(Batch batch) throws IOException {
          if (sent.add(batch.last())) {
            real.publish(batch);
          }
        }
      };
    }
  }

  /** What names a batch of before does no harm; of an older district no answer names any. */
  private static final class EpochIgnored extends Parts {
    @Override
    protected Set<Fault> faults() {
      return EnumSet.complementOf(EnumSet.of(Fault.OLD_COPY, Fault.CARD_CLONED));
    }

    /** So that an acknowledgement of before meets a new disk often enough. */
    @Override
    protected Set<Fault> alwaysFaults() {
      return EnumSet.of(Fault.DISK_REPLACED, Fault.MESSAGE_DOUBLED, Fault.MESSAGE_DELAYED);
    }

    @Override
    protected Ack arriving(Ack ack, Outbox.Standing standing) {
      return new Ack(standing.epoch(), ack.through(), ack.resendFrom(), ack.refused());
    }
  }

  /** Takes an answer for its own, whichever batch it names. */
  private static final class AnybodysAck extends Parts {
    @Override
    protected Set<Fault> alwaysFaults() {
      return EnumSet.of(Fault.CARD_CLONED, Fault.MESSAGE_LOST);
    }

    @Override
    protected Ack arriving(Ack ack, Outbox.Standing standing) {
      return new Ack(ack.epoch(), ack.through(), ack.resendFrom(), ack.refused());
    }
  }

  /** Hears that its numbers were taken, and leaves it at that. */
  private static final class RefusalsIgnored extends Parts {
    @Override
    protected Set<Fault> alwaysFaults() {
      return EnumSet.of(Fault.CARD_CLONED);
    }

    @Override
    protected Ack arriving(Ack ack, Outbox.Standing standing) {
      return new Ack(ack.epoch(), ack.through(), ack.resendFrom(), List.of(), ack.answers());
    }
  }

  // At the district.

  private static class InStore implements RecordStore {
    final RecordStore real;

    InStore(RecordStore real) {
      this.real = real;
    }

    static Parts parts(UnaryOperator<RecordStore> mistake) {
      return new Parts() {
        @Override
        protected RecordStore store(RecordStore store) {
          return mistake.apply(store);
        }
      };
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      return real.store(boot, findings, receivedAt);
    }

    @Override
    public void setAside(KioskId kiosk, String why, Bytes message, Instant receivedAt) {
      real.setAside(kiosk, why, message, receivedAt);
    }

    @Override
    public void check() {
      real.check();
    }
  }

  /** Answers at once and commits when the next batch comes. */
  private static final class Later extends InStore {
    private @Nullable Runnable owed;

    Later(RecordStore real) {
      super(real);
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      if (owed != null) {
        owed.run();
      }
      owed = () -> real.store(boot, findings, receivedAt);
      return new Ack(boot.epoch(), findings.getLast().source().seq(), null, List.of());
    }
  }

  private static final class Halves extends InStore {
    Halves(RecordStore real) {
      super(real);
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      try {
        return real.store(boot, findings, receivedAt);
      } catch (DataAccessResourceFailureException e) {
        int half = findings.size() / 2;
        if (half > 0) {
          real.store(boot, findings.subList(0, half), receivedAt);
        }
        throw e;
      }
    }
  }

  private static final class Mute extends InStore {
    Mute(RecordStore real) {
      super(real);
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      var ack = real.store(boot, findings, receivedAt);
      return new Ack(ack.epoch(), ack.through(), null, ack.refused());
    }
  }

  private static final class Generous extends InStore {
    Generous(RecordStore real) {
      super(real);
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      var ack = real.store(boot, findings, receivedAt);
      long through = Math.max(ack.through(), findings.getLast().source().seq());
      return new Ack(ack.epoch(), through, null, ack.refused());
    }
  }

  private static final class Dropping extends InStore {
    Dropping(RecordStore real) {
      super(real);
    }

    @Override
    public Ack store(Boot boot, List<Finding> findings, Instant receivedAt) {
      var kept = new ArrayList<>(findings);
      kept.removeIf(finding -> finding instanceof Finding.SetAside);
      long last = findings.getLast().source().seq();
      return kept.isEmpty()
          ? new Ack(boot.epoch(), last, null, List.of())
          : real.store(boot, kept, receivedAt);
    }
  }

  private static final class Twice extends Parts {
    @Override
    protected MemoryRecordStore memory() {
      return new MemoryRecordStore() {
        @Override
        protected @Nullable Row held(Numbering numbering, long seq) {
          return null;
        }
      };
    }
  }

  private static final class TooEarly extends Parts {
    @Override
    protected <M> void settle(
        Deliveries<M> deliveries,
        KioskId kiosk,
        Deliveries.Delivery<M> delivery,
        Deliveries.Step<M, RuntimeException> take,
        Deliveries.Step<M, RuntimeException> acknowledge)
        throws InterruptedException {
      deliveries.done(delivery, acknowledge);
      take.with(delivery.message());
    }
  }
}
