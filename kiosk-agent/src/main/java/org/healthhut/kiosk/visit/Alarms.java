package org.healthhut.kiosk.visit;

import java.util.List;
import org.healthhut.device.Fault;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.RuleSet;
import org.healthhut.kiosk.clinical.Symptom;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Alert;
import org.healthhut.wire.Entry;

/** What may not wait: the district is told at once, the staff is called here. */
final class Alarms {
  /** Says that a value is urgent, and calls the staff. */
  Next raise(Measuring visit, Category kind, String why, List<Integer> readings, Moment at) {
    var course = visit.course().alertedOf(kind);
    var alert =
        new Alert(
            Findings.kind(kind),
            RuleSet.ID,
            why,
            course.told().symptoms().stream().map(Alarms::key).toList(),
            readings);
    var called = call(visit.with(course), "urgent", at);
    return called.after(
        List.of(new Effect.Append(new Entry.AlertRaised(at, visit.id(), alert), null)));
  }

  /**
   * 呼叫工作人员.
   *
   * @param code of the fault it is about, or {@code help} or {@code urgent}
   */
  Next call(Visit visit, String code, Moment at) {
    return Next.of(
        visit.with(visit.carried().calledAt(at)),
        new Effect.Append(new Entry.StaffCalled(at, code), null));
  }

  /** A device that says nothing is told to the staff, once; any other fault is the person's. */
  Next told(Measuring visit, Fault fault, Moment at) {
    return fault == Fault.SILENT && !visit.carried().calling(at)
        ? call(visit, fault.code(), at)
        : Next.of(visit);
  }

  /** As {@code chest}. */
  static String key(Symptom symptom) {
    return symptom.name().toLowerCase(java.util.Locale.ROOT);
  }
}
