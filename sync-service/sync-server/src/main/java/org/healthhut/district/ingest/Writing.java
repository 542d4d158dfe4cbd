package org.healthhut.district.ingest;

import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.healthhut.wire.Ack;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One arrival being written, step by step, inside a transaction that the caller holds. A step finds
 * the rows it refers to written by the steps before it. Good for one call of {@link #all}.
 */
final class Writing {
  private final Arrival arrival;
  private final Numbering numbering;
  private final QuarantineRows quarantine;
  private final EntryRows entries;
  private final ResidentRows residents;
  private final VisitRows visits;
  private final ReadingRows readings;
  private final KioskEventRows events;

  Writing(JdbcTemplate jdbc, Arrival arrival) {
    this.arrival = arrival;
    this.numbering = new Numbering(jdbc, arrival);
    this.quarantine = new QuarantineRows(jdbc, arrival);
    this.entries = new EntryRows(jdbc, arrival, quarantine);
    this.residents = new ResidentRows(jdbc, arrival);
    this.visits = new VisitRows(jdbc, arrival, entries, quarantine);
    this.readings = new ReadingRows(jdbc, arrival, visits);
    this.events = new KioskEventRows(jdbc, arrival);
  }

  Ack all() {
    var held = numbering.lock();
    boolean sameKey = entries.keepBoot();
    var fresh = entries.fresh(held, sameKey);
    if (!fresh.isEmpty()) {
      keep(fresh, sameKey);
    }
    if (fresh.size() < arrival.findings().size()) {
      quarantine.recall();
    }
    return numbering.advance(held, fresh.size(), quarantine.refusals());
  }

  private void keep(List<Finding> fresh, boolean sameKey) {
    entries.keep(fresh);
    var begun = visits.begin(fresh, residents.keep(fresh));
    visits.await(fresh);
    visits.end(fresh);
    var residentsWithNews = new TreeSet<UUID>();
    residentsWithNews.addAll(readings.join(begun));
    residentsWithNews.addAll(readings.keep(fresh));
    residents.noteNews(residentsWithNews);
    events.keep(fresh);
    for (var finding : fresh) {
      if (finding instanceof Finding.SetAside setAside) {
        quarantine.refuse(setAside, setAside.why(), !sameKey);
      }
    }
  }
}
