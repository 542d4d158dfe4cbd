package org.healthhut.district.ingest;

import java.util.List;
import java.util.TreeSet;
import org.healthhut.district.fleet.Alarms;
import org.healthhut.wire.Ack;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One arrival being written, step by step, inside a transaction that the caller holds. A step finds
 * the rows it refers to written by the steps before it. Good for one call of {@link #all}.
 */
final class Writing {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;
  private final Numbering numbering;
  private final QuarantineRows quarantine;
  private final EntryRows entries;
  private final ResidentRows residents;
  private final VisitRows visits;
  private final ReadingRows readings;
  private final AssessmentRows assessments;
  private final ConsentRows consents;
  private final TakeAwayRows takeAways;
  private final TaskRows tasks;
  private final StaffCallRows staffCalls;
  private final GuestRows guests;
  private final KioskEventRows events;
  private final ClockRows clocks;

  Writing(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
    this.numbering = new Numbering(jdbc, arrival);
    this.quarantine = new QuarantineRows(jdbc, arrival);
    this.entries = new EntryRows(jdbc, arrival, quarantine);
    this.residents = new ResidentRows(jdbc, arrival);
    this.visits = new VisitRows(jdbc, arrival, entries, quarantine);
    this.readings = new ReadingRows(jdbc, arrival, visits);
    this.assessments = new AssessmentRows(jdbc, arrival);
    this.consents = new ConsentRows(jdbc, arrival);
    this.takeAways = new TakeAwayRows(jdbc, arrival, entries, quarantine);
    this.tasks = new TaskRows(jdbc, arrival);
    this.staffCalls = new StaffCallRows(jdbc, arrival);
    this.guests = new GuestRows(jdbc, arrival.kiosk(), arrival.epoch());
    this.events = new KioskEventRows(jdbc, arrival);
    this.clocks = new ClockRows(jdbc, arrival);
  }

  Ack all() {
    var held = numbering.lock();
    var boot = entries.keepBoot();
    var fresh = entries.fresh(held, boot);
    if (!fresh.findings().isEmpty()) {
      keep(fresh.findings(), boot != EntryRows.Known.OTHER_KEY);
    }
    if (fresh.findings().size() < arrival.findings().size()) {
      quarantine.recall();
    }
    raise(held, boot, fresh);
    return numbering.advance(held, fresh, quarantine.refusals());
  }

  /** What an operator must know of a kiosk that is not one, or not where it was. */
  private void raise(Numbering.Held held, EntryRows.Known boot, EntryRows.Fresh fresh) {
    if (boot == EntryRows.Known.OTHER_KEY) {
      raise(Alarms.Kind.BOOT_KEY_CHANGED, arrival.boot().id());
    } else if (boot == EntryRows.Known.NEW && fresh.contradictions() > 0) {
      raise(Alarms.Kind.NUMBERS_WENT_BACK, arrival.epoch());
    } else if (fresh.contradictions() > 0) {
      raise(Alarms.Kind.NUMBER_CONTRADICTED, arrival.epoch());
    }
    if (held.isNew() && held.others() > 0) {
      raise(Alarms.Kind.EPOCH_BEGUN, arrival.epoch());
    }
    boolean interleaves =
        boot != EntryRows.Known.OTHER_KEY && entries.interleaves(fresh.findings());
    if (interleaves || (held.later() > 0 && !fresh.findings().isEmpty())) {
      raise(Alarms.Kind.STARTS_INTERLEAVED, arrival.epoch());
    }
  }

  private void raise(Alarms.Kind kind, String about) {
    Alarms.raise(jdbc, arrival.kiosk(), kind, about, arrival.at());
  }

  private void keep(List<Finding> fresh, boolean sameKey) {
    entries.keep(fresh);
    var told = visits.keep(fresh, residents.keep(fresh));
    var recounted = new TreeSet<>(readings.join(told.late()));
    var newest = readings.keep(fresh, told);
    assessments.keep(fresh);
    consents.keep(fresh);
    takeAways.keep(fresh);
    tasks.keep(fresh);
    staffCalls.keep(fresh);
    events.keep(fresh);
    var corrected = clocks.correct(fresh);
    recounted.addAll(corrected);
    residents.noteNews(newest, recounted, !corrected.isEmpty());
    guests.reduceLate(told.known());
    for (var finding : fresh) {
      if (finding instanceof Finding.SetAside setAside) {
        quarantine.refuse(setAside, setAside.why(), !sameKey);
      }
    }
  }
}
