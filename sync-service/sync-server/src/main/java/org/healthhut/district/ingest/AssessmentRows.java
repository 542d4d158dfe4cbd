package org.healthhut.district.ingest;

import java.util.ArrayList;
import java.util.List;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Quantity;
import org.healthhut.wire.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** What kiosks derived from readings: the tables {@code assessment}, {@code assessment_value}. */
final class AssessmentRows {
  private final JdbcTemplate jdbc;
  private final Arrival arrival;

  AssessmentRows(JdbcTemplate jdbc, Arrival arrival) {
    this.jdbc = jdbc;
    this.arrival = arrival;
  }

  /** Keeps the assessments of {@code fresh}, whose visits are there. */
  void keep(List<Finding> fresh) {
    var rows = new ArrayList<Object[]>();
    var values = new ArrayList<Object[]>();
    for (var finding : fresh) {
      if (finding instanceof Finding.Accepted(var source, Entry.Assessed entry)) {
        rows.add(row(source.seq(), entry));
        entry
            .assessment()
            .values()
            .forEach((metric, quantity) -> values.add(value(source.seq(), metric, quantity)));
      }
    }
    jdbc.batchUpdate(
        """
        insert into assessment (kiosk, epoch, seq, visit, kind, rules, protocol, classes,
          from_readings, left_out, left_out_why, marks, meal)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
    jdbc.batchUpdate(
        """
        insert into assessment_value (kiosk, epoch, seq, metric, comparator, value, unit)
        values (?, ?, ?, ?, ?, ?, ?)\
        """,
        values);
  }

  private Object[] row(long seq, Entry.Assessed entry) {
    var assessment = entry.assessment();
    return new Object[] {
      arrival.kiosk(),
      arrival.epoch(),
      seq,
      entry.visit(),
      assessment.kind(),
      assessment.rules(),
      assessment.protocol(),
      assessment.classes().toArray(String[]::new),
      assessment.from().toArray(Integer[]::new),
      assessment.leftOut().keySet().toArray(Integer[]::new),
      assessment.leftOut().values().toArray(String[]::new),
      assessment.marks().toArray(String[]::new),
      assessment.meal()
    };
  }

  private Object[] value(long seq, Metric metric, Quantity quantity) {
    return new Object[] {
      arrival.kiosk(),
      arrival.epoch(),
      seq,
      metric.key(),
      quantity.comparator().sign(),
      quantity.value(),
      quantity.unit().ucum()
    };
  }
}
