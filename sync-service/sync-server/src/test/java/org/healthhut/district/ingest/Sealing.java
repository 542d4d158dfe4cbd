package org.healthhut.district.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Alert;
import org.healthhut.wire.Assessment;
import org.healthhut.wire.Batch;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.Codec;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.SealedEntry;
import org.healthhut.wire.Subject;
import org.jspecify.annotations.Nullable;

/** What a kiosk would send: entries numbered from 1 and sealed to the test's district. */
public final class Sealing {
  public static final DistrictKeys KEYS = DistrictKeys.parse(DistrictKeys.generate("test"));
  public static final DistrictKey DISTRICT = DistrictKey.parse(KEYS.publicKey("test"));
  public static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");

  /** Made up, with right check characters. */
  public static final String WANG = "11010519491231002X";

  public static final String LI = "440524188001010014";
  public static final String ZHAO = "34052419800101001X";

  public final KioskId kiosk;
  public final BootKey boot;
  public final List<SealedEntry> sealed = new ArrayList<>();
  private final Map<String, Integer> readings = new HashMap<>();

  public Sealing(String kiosk, long seed) {
    this(kiosk, seed, "epoch-1", "boot-1");
  }

  Sealing(String kiosk, long seed, String epoch, String boot) {
    this.kiosk = new KioskId(kiosk);
    this.boot = BootKey.draw(this.kiosk, epoch, boot, DISTRICT, new Random(seed));
  }

  public static IdentityNumber number(String digits) {
    return switch (IdentityNumber.parse(digits, LocalDate.of(1990, 1, 1))) {
      case IdentityNumber.Parsed.Valid(IdentityNumber number) -> number;
      case IdentityNumber.Parsed.Invalid(IdentityNumber.Mistake mistake) ->
          throw new IllegalArgumentException("not a number: " + mistake);
    };
  }

  static Moment moment(long minute) {
    var uptime = Duration.ofMinutes(minute);
    return new Moment(NOW.minusSeconds(86_400).plus(uptime), ClockTrust.SYNCHRONIZED, uptime);
  }

  public Sealing add(Entry entry) {
    sealed.add(boot.seal(sealed.size() + 1L, entry));
    return this;
  }

  public Sealing resident(String visit, String digits, @Nullable String name) {
    var token = "token-" + visit;
    var identity = DISTRICT.sealIdentity(new Identity(number(digits), name), token);
    return add(
        new Entry.VisitBegan(moment(sealed.size()), visit, new Subject.Resident(token, identity)));
  }

  public Sealing guest(String visit) {
    return add(
        new Entry.VisitBegan(moment(sealed.size()), visit, new Subject.Guest("token-" + visit)));
  }

  public Sealing pressure(String visit, int systolic, int diastolic, Flag... flags) {
    return add(
        new Entry.ReadingTaken(
            moment(sealed.size()),
            visit,
            next(visit),
            reading(
                Map.of(
                    Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
                    Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG),
                    Metric.PULSE, Quantity.of(72, Unit.PER_MINUTE)),
                flags)));
  }

  public Sealing glucose(String visit, String value, Flag... flags) {
    return add(
        new Entry.ReadingTaken(
            moment(sealed.size()),
            visit,
            next(visit),
            reading(Map.of(Metric.GLUCOSE, Quantity.of(value, Unit.MMOL_PER_L)), flags)));
  }

  public Sealing weight(String visit, String value, Flag... flags) {
    return add(
        new Entry.ReadingTaken(
            moment(sealed.size()),
            visit,
            next(visit),
            reading(Map.of(Metric.WEIGHT, Quantity.of(value, Unit.KG)), flags)));
  }

  private int next(String visit) {
    return readings.merge(visit, 1, Integer::sum);
  }

  public Sealing assessed(String visit, Assessment assessment) {
    return add(new Entry.Assessed(moment(sealed.size()), visit, assessment));
  }

  public Sealing consent(String visit, String version, boolean given) {
    return add(new Entry.ConsentSaid(moment(sealed.size()), visit, version, given));
  }

  public Sealing takeAway(String visit, String code) {
    return add(new Entry.TakeAwayGiven(moment(sealed.size()), visit, code));
  }

  public Sealing contact(String visit) {
    return add(new Entry.ContactAsked(moment(sealed.size()), visit));
  }

  public Sealing alert(String visit, Alert alert) {
    return add(new Entry.AlertRaised(moment(sealed.size()), visit, alert));
  }

  public Sealing staff(String code) {
    return add(new Entry.StaffCalled(moment(sealed.size()), code));
  }

  /** Of the second and third of three readings, the first having moved. */
  public static Assessment pressureAssessed(int systolic, int diastolic, String... classes) {
    return new Assessment(
        "bloodPressure",
        "cn-adult-2026.1",
        "default",
        Map.of(
            Metric.SYSTOLIC, Quantity.of(systolic, Unit.MM_HG),
            Metric.DIASTOLIC, Quantity.of(diastolic, Unit.MM_HG),
            Metric.PULSE, Quantity.of(72, Unit.PER_MINUTE)),
        List.of(classes),
        List.of(2, 3),
        Map.of(1, "moved"),
        Set.of("restSkipped"),
        "");
  }

  public Sealing ended(String visit, int readings) {
    return add(new Entry.VisitEnded(moment(sealed.size()), visit, "button", readings));
  }

  Reading reading(Map<Metric, Quantity> values, Flag... flags) {
    return new Reading(
        new DeviceIdentity("hbp-9030", "bp-a", "SN1"),
        new ReadingTime(moment(sealed.size()).at(), ClockTrust.SYNCHRONIZED, null),
        new EnumMap<>(values),
        Set.of(flags));
  }

  /** Entries {@code first} to {@code last} as one message. */
  public Bytes message(int first, int last) {
    return Codec.encode(new Batch(boot.boot(), sealed.subList(first - 1, last)));
  }

  public Bytes all() {
    return message(1, sealed.size());
  }
}
