package org.healthhut.district.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Assessment;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Opened;
import org.healthhut.wire.SealedEntry;
import org.healthhut.wire.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what each entry is and has it kept, whatever transport brought it. Safe to call from
 * several threads, and several instances may share one record.
 */
public final class Ingest {
  private static final Logger log = LoggerFactory.getLogger(Ingest.class);
  private static final String STUMBLED = "the program failed on it";
  private static final ZoneId DISTRICT_ZONE = ZoneId.of("Asia/Shanghai");

  /** Beyond it all are forgotten and told again. */
  private static final int ALARMS_MAX = 4096;

  /** A district key that a kiosk's records wait for: told once. */
  private record Alarm(KioskId kiosk, String keyId) {}

  private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
  private final DistrictKeys keys;
  private final BootKeys bootKeys;
  private final RecordStore store;
  private final InstantSource clock;

  public Ingest(DistrictKeys keys, RecordStore store, InstantSource clock) {
    this.keys = keys;
    this.bootKeys = new BootKeys(keys);
    this.store = store;
    this.clock = clock;
  }

  /**
   * Takes in one message that came as {@code kiosk}'s. When this returns, what is to be kept of it
   * is committed.
   *
   * @throws RuntimeException when the database fails: the message is to come again
   */
  public Receipt take(KioskId kiosk, Bytes message) {
    return keep(kiosk, understand(kiosk, message), message);
  }

  /**
   * Opens one message that came as {@code kiosk}'s. That takes the processor and nothing else, so
   * the messages of one kiosk may be opened together, before the first of them is kept.
   */
  Understood understand(KioskId kiosk, Bytes message) {
    try {
      return switch (Codec.batch(message)) {
        case Opened.Valid<Batch>(Batch batch) when !batch.boot().kiosk().equals(kiosk) ->
            new Understood.Foreign(kiosk, "another kiosk's batch", message);
        case Opened.Valid<Batch>(Batch batch) -> {
          var mistake = Plausible.envelope(batch);
          yield mistake.isPresent()
              ? new Understood.Foreign(kiosk, mistake.get(), message)
              : understand(batch);
        }
        case Opened.Newer<Batch>(String what) ->
            new Understood.Foreign(kiosk, "a later " + what, message);
        case Opened.Broken<Batch>(String why) ->
            new Understood.Foreign(kiosk, "no batch: " + why, message);
      };
    } catch (RuntimeException e) {
      return stumbled(kiosk, e, message);
    }
  }

  /** A message that our own code stumbles over must not hold up the other kiosks. */
  private static Understood.Foreign stumbled(KioskId kiosk, RuntimeException e, Bytes message) {
    return new Understood.Foreign(kiosk, "the program failed: " + Failure.of(e), message);
  }

  private Understood understand(Batch batch) {
    var key = bootKeys.open(batch.boot());
    if (!(key instanceof Opened.Valid<BootKey>)) {
      var missing = keys.missing(batch.boot());
      if (missing.isPresent()) {
        return new Understood.Locked(batch, Plausible.keyId(missing.get()));
      }
    }
    var today = LocalDate.ofInstant(clock.instant(), DISTRICT_ZONE);
    return new Understood.Entries(batch, findings(batch, key, today));
  }

  /**
   * Keeps what {@link #understand} has made of {@code message}. When this returns, it is committed.
   *
   * @throws RuntimeException when the database fails: the message is to come again
   */
  Receipt keep(KioskId kiosk, Understood understood, Bytes message) {
    try {
      return switch (understood) {
        case Understood.Entries(Batch batch, var findings) ->
            new Receipt.Answered(keep(batch, findings));
        case Understood.Locked(Batch batch, String keyId) -> defer(batch.boot(), keyId);
        case Understood.Foreign foreign -> refuse(foreign);
      };
    } catch (RuntimeException e) {
      if (Failure.isOfDatabase(e)) {
        throw e;
      }
      return refuse(stumbled(kiosk, e, message));
    }
  }

  /** Keeps a message that cannot be taken in, for an operator to look at. */
  private Receipt refuse(Understood.Foreign foreign) {
    log.atError()
        .addKeyValue("kiosk", foreign.kiosk())
        .addKeyValue("bytes", foreign.message().length())
        .addKeyValue("why", foreign.why())
        .log("message.refused");
    store.setAside(foreign.kiosk(), foreign.why(), foreign.message(), clock.instant());
    return new Receipt.Refused(foreign.why());
  }

  /** Throws unless messages can be taken in now. */
  void check() {
    store.check();
  }

  /**
   * Raises the alarm that a district key is missing. Acknowledged, the records would be out of
   * every doctor's sight and the kiosk would forget them in time.
   */
  private Receipt defer(Boot boot, String keyId) {
    if (alarms.size() >= ALARMS_MAX) {
      alarms.clear();
    }
    if (alarms.add(new Alarm(boot.kiosk(), keyId))) {
      log.atError()
          .addKeyValue("kiosk", boot.kiosk())
          .addKeyValue("kid", keyId)
          .log("districtKey.missing");
    }
    var why = "sealed to a key this district does not have (kid " + keyId + ")";
    var sealedKey = Bytes.copyOf(boot.sealedKey().getBytes(StandardCharsets.UTF_8));
    store.setAside(boot.kiosk(), why, sealedKey, clock.instant());
    return new Receipt.Deferred(why);
  }

  private Ack keep(Batch batch, List<Finding> findings) {
    var ack = stored(batch.boot(), findings, clock.instant()).answering(batch);
    log.atDebug()
        .addKeyValue("kiosk", batch.boot().kiosk())
        .addKeyValue("first", batch.first())
        .addKeyValue("last", batch.last())
        .addKeyValue("through", ack.through())
        .log("batch.stored");
    return ack;
  }

  /** When the program fails on the findings together, each alone; the culprit is set aside. */
  private Ack stored(Boot boot, List<Finding> findings, Instant now) {
    try {
      return store.store(boot, findings, now);
    } catch (RuntimeException e) {
      if (Failure.isOfDatabase(e)) {
        throw e;
      }
      if (findings.size() > 1) {
        var refused = new ArrayList<Ack.Refusal>();
        var last = stored(boot, List.of(findings.getFirst()), now);
        refused.addAll(last.refused());
        for (var finding : findings.subList(1, findings.size())) {
          last = stored(boot, List.of(finding), now);
          refused.addAll(last.refused());
        }
        return new Ack(last.epoch(), last.through(), last.resendFrom(), refused);
      }
      var culprit = stumbled(boot.kiosk(), findings.getFirst().source(), e);
      return store.store(boot, List.of(culprit), now);
    }
  }

  private List<Finding> findings(Batch batch, Opened<BootKey> key, LocalDate today) {
    var findings = new ArrayList<Finding>();
    for (var sealed : batch.entries()) {
      findings.add(orSetAside(batch.boot().kiosk(), sealed, () -> finding(sealed, key, today)));
    }
    return findings;
  }

  /** What {@code finding} finds; one entry the program stumbles over must not block its kiosk. */
  static Finding orSetAside(KioskId kiosk, SealedEntry sealed, Supplier<Finding> finding) {
    try {
      return finding.get();
    } catch (RuntimeException e) {
      return stumbled(kiosk, sealed, e);
    }
  }

  private static Finding stumbled(KioskId kiosk, SealedEntry sealed, RuntimeException e) {
    log.atError()
        .addKeyValue("kiosk", kiosk)
        .addKeyValue("seq", sealed.seq())
        .addKeyValue("cause", Failure.of(e))
        .log("entry.notUnderstood");
    return new Finding.SetAside(sealed, Finding.Kind.BROKEN, null, STUMBLED);
  }

  private Finding finding(SealedEntry sealed, Opened<BootKey> key, LocalDate today) {
    return switch (key.then(bootKey -> bootKey.open(sealed))) {
      case Opened.Valid<Entry>(Entry entry) -> finding(sealed, entry, today);
      case Opened.Newer<Entry>(String what) ->
          new Finding.SetAside(sealed, Finding.Kind.NEWER, null, what);
      case Opened.Broken<Entry>(String why) ->
          new Finding.SetAside(sealed, Finding.Kind.BROKEN, null, why);
    };
  }

  private Finding finding(SealedEntry sealed, Entry entry, LocalDate today) {
    var implausible = Plausible.entry(entry);
    if (implausible.isPresent()) {
      return new Finding.SetAside(sealed, Finding.Kind.BROKEN, null, implausible.get());
    }
    return switch (entry) {
      case Entry.VisitBegan visit -> visit(sealed, visit, today);
      case Entry.ReadingTaken(Moment _, String _, int _, Reading reading) -> {
        var why = whyNotOfAPerson(reading);
        yield why.isPresent()
            ? new Finding.SetAside(sealed, Finding.Kind.READING, entry, why.get())
            : new Finding.Accepted(sealed, entry);
      }
      case Entry.StrayReading(Moment _, String why, Reading _) ->
          new Finding.SetAside(
              sealed,
              Finding.Kind.STRAY_READING,
              entry,
              "belongs to no visit: " + Plausible.fixedWord(why));
      case Entry.Assessed(Moment _, String _, Assessment assessment)
          when !assessment.values().entrySet().stream()
              .allMatch(value -> value.getKey().plausible(value.getValue())) ->
          new Finding.SetAside(
              sealed, Finding.Kind.ASSESSED, entry, "a value is outside what a person can have");
      case Entry.Assessed _,
          Entry.ConsentSaid _,
          Entry.TakeAwayGiven _,
          Entry.ContactAsked _,
          Entry.AlertRaised _,
          Entry.StaffCalled _,
          Entry.VisitEnded _,
          Entry.KioskEvent _ ->
          new Finding.Accepted(sealed, entry);
      case Entry.Unknown unknown -> new Finding.Untouched(sealed, unknown.moment());
    };
  }

  private static Optional<String> whyNotOfAPerson(Reading reading) {
    if (reading.flags().contains(Flag.CONTROL_SOLUTION)) {
      return Optional.of("a control solution was measured, and no person");
    }
    return reading.implausibilities().stream().findFirst();
  }

  private Finding visit(SealedEntry sealed, Entry.VisitBegan visit, LocalDate today) {
    return switch (visit.subject()) {
      case Subject.Guest _ -> new Finding.Accepted(sealed, visit);
      case Subject.Resident(String token, String sealedIdentity) ->
          switch (keys.openIdentity(sealedIdentity, token, today)) {
            case Opened.Valid<Identity>(Identity identity) when Plausible.name(identity.name()) ->
                new Finding.Identified(sealed, visit, identity);
            case Opened.Valid<Identity> _ -> unidentified(sealed, visit, "a name that is none");
            case Opened.Newer<Identity>(String what) -> unidentified(sealed, visit, what);
            case Opened.Broken<Identity>(String why) -> unidentified(sealed, visit, why);
          };
    };
  }

  private static Finding unidentified(SealedEntry sealed, Entry.VisitBegan visit, String why) {
    return new Finding.SetAside(
        sealed, Finding.Kind.VISIT_BEGAN, visit, "the identity does not open: " + why);
  }
}
