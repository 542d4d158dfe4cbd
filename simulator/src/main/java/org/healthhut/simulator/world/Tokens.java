package org.healthhut.simulator.world;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.district.ingest.Finding;
import org.healthhut.vital.DeviceIdentity;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.healthhut.vital.Reading;
import org.healthhut.vital.ReadingTime;
import org.healthhut.vital.Unit;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Opened;
import org.healthhut.wire.SealedEntry;

/** Entries that tell which one they are: each carries a number that is drawn once. */
final class Tokens {
  private static final String KIND = "simulated";
  private static final DeviceIdentity DEVICE = new DeviceIdentity("simulated", "a", null);

  /** No caller's entry: the kiosk could not read what had this number, or begins a numbering. */
  static final long STAND_IN = 0;

  private final DistrictKeys keys;
  private final Map<String, BootKey> opened = new TreeMap<>();

  Tokens(DistrictKeys keys) {
    this.keys = keys;
  }

  /** What the district takes as it should be. */
  static Entry accepted(Moment moment, long token) {
    return new Entry.KioskEvent(moment, KIND, Map.of("token", Long.toString(token)));
  }

  /** A measurement of a control solution: nobody's, so the district sets it aside. */
  static Entry setAside(Moment moment, long token) {
    var reading =
        new Reading(
            DEVICE,
            new ReadingTime(moment.at(), moment.clock(), null),
            Map.of(Metric.GLUCOSE, Quantity.of("5.6", Unit.MMOL_PER_L)),
            Set.of(Flag.CONTROL_SOLUTION));
    return new Entry.ReadingTaken(moment, Long.toString(token), 1, reading);
  }

  /** What the district cannot hold, so that it sets it aside without having looked into it. */
  static Entry implausible(Moment moment, long token) {
    return new Entry.VisitEnded(moment, Long.toString(token), "x".repeat(65), 1);
  }

  /** Empty when the finding does not say what the entry is. */
  OptionalLong of(Finding finding) {
    return switch (finding) {
      case Finding.Accepted(var _, Entry entry) -> OptionalLong.of(of(entry));
      case Finding.Identified(var _, var visit, var _) -> OptionalLong.of(of(visit));
      case Finding.Untouched _ -> OptionalLong.of(-1);
      case Finding.SetAside(var _, var _, var entry, var _) ->
          entry == null ? OptionalLong.empty() : OptionalLong.of(of(entry));
    };
  }

  /** -1 when it is none of these entries, and no {@link #STAND_IN}. */
  long of(Boot boot, SealedEntry sealed) {
    var key = opened.get(boot.sealedKey());
    if (key == null) {
      if (!(keys.open(boot) instanceof Opened.Valid<BootKey>(BootKey valid))) {
        return -1;
      }
      key = valid;
      opened.put(boot.sealedKey(), key);
    }
    return key.open(sealed) instanceof Opened.Valid<Entry>(Entry entry) ? of(entry) : -1;
  }

  private static long of(Entry entry) {
    return switch (entry) {
      case Entry.KioskEvent(var _, String kind, var details) when kind.equals(KIND) ->
          Long.parseLong(details.getOrDefault("token", "-1"));
      case Entry.KioskEvent(var _, String kind, var _)
          when kind.equals("record.lost") || kind.equals("epoch.began") ->
          STAND_IN;
      case Entry.ReadingTaken(var _, String visit, var _, var _) -> Long.parseLong(visit);
      case Entry.VisitEnded(var _, String visit, var _, var _) -> Long.parseLong(visit);
      case Entry.KioskEvent _, Entry.VisitBegan _, Entry.StrayReading _, Entry.Unknown _ -> -1;
      case Entry.Assessed _,
          Entry.ConsentSaid _,
          Entry.TakeAwayGiven _,
          Entry.ContactAsked _,
          Entry.AlertRaised _,
          Entry.StaffCalled _ ->
          -1;
    };
  }
}
