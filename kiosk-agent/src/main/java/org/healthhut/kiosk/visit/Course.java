package org.healthhut.kiosk.visit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.healthhut.device.Model.Category;
import org.healthhut.kiosk.clinical.Inflation;
import org.healthhut.kiosk.clinical.MealContext;
import org.healthhut.kiosk.clinical.Session;
import org.healthhut.kiosk.clinical.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a visit so far, beside its readings.
 *
 * @param alerted what an alert has been raised for
 * @param findings what was found, by kind
 * @param failures how often in a row each kind failed
 * @param known what the district says of this person; null when it was not asked or has not said
 */
public record Course(
    Cuff cuff,
    Told told,
    Set<Category> alerted,
    Map<Category, Finding> findings,
    Map<Category, Integer> failures,
    @Nullable Known known) {

  public Course {
    alerted = Collections.unmodifiableSet(copy(alerted, Category.class));
    findings = Collections.unmodifiableMap(new TreeMap<>(findings));
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
  }

  /**
   * The session of blood pressure.
   *
   * @param readings the number in the visit of each inflation's reading; 0 for one without
   * @param rested whether the rest before the first inflation is over
   * @param read the uptime of the last reading, from which the time to the next is counted; null
   *     before
   */
  public record Cuff(
      Session session, List<Integer> readings, boolean rested, @Nullable Duration read) {
    public Cuff {
      readings = List.copyOf(readings);
    }

    /** The rest is over, or is not waited for. */
    Cuff restOver(boolean skipped) {
      return new Cuff(Session.begin(session.protocol(), skipped), readings, true, read);
    }

    /**
     * The cuff is empty again.
     *
     * @param reading its number in the visit; 0 when there was none
     */
    Cuff after(Inflation inflation, int reading, Duration at) {
      var numbers = new ArrayList<>(readings);
      numbers.add(reading);
      var last = inflation instanceof Inflation.Failed ? read : at;
      return new Cuff(session.with(inflation), numbers, true, last);
    }
  }

  /**
   * What the person has told.
   *
   * @param meal null when it was not asked or not answered
   * @param contact 请医生联系我
   * @param code under which the result can be looked at; null for none
   */
  public record Told(
      @Nullable MealContext meal, Set<Symptom> symptoms, boolean contact, @Nullable String code) {
    static final Told NOTHING = new Told(null, Set.of(), false, null);

    public Told {
      symptoms = Collections.unmodifiableSet(copy(symptoms, Symptom.class));
    }

    Told with(@Nullable MealContext answer) {
      return new Told(answer, symptoms, contact, code);
    }

    Told with(Set<Symptom> ticked) {
      return new Told(meal, ticked, contact, code);
    }

    Told contactAsked() {
      return new Told(meal, symptoms, true, code);
    }

    Told under(String drawn) {
      return new Told(meal, symptoms, contact, drawn);
    }

    @Override
    public String toString() {
      return "Told[hidden]";
    }
  }

  static Course begin(Session session, @Nullable Known known) {
    return new Course(
        new Cuff(session, List.of(), false, null),
        Told.NOTHING,
        Set.of(),
        Map.of(),
        Map.of(),
        known);
  }

  static <E extends Enum<E>> EnumSet<E> copy(Set<E> set, Class<E> type) {
    var copy = EnumSet.noneOf(type);
    copy.addAll(set);
    return copy;
  }

  public Optional<Finding> finding(Category kind) {
    return Optional.ofNullable(findings.get(kind));
  }

  int failed(Category kind) {
    return failures.getOrDefault(kind, 0);
  }

  Course with(Cuff next) {
    return new Course(next, told, alerted, findings, failures, known);
  }

  Course with(Told next) {
    return new Course(cuff, next, alerted, findings, failures, known);
  }

  Course with(Known said) {
    return new Course(cuff, told, alerted, findings, failures, said);
  }

  Course with(Finding finding) {
    var more = new TreeMap<>(findings);
    more.put(finding.kind(), finding);
    return new Course(cuff, told, alerted, more, failures, known);
  }

  Course alertedOf(Category kind) {
    var more = copy(alerted, Category.class);
    more.add(kind);
    return new Course(cuff, told, more, findings, failures, known);
  }

  /**
   * How often in a row a kind has failed.
   *
   * @param count 0 when it worked
   */
  Course failing(Category kind, int count) {
    var more = new TreeMap<>(failures);
    more.put(kind, count);
    return new Course(cuff, told, alerted, findings, more, known);
  }

  @Override
  public String toString() {
    return "Course[hidden]";
  }
}
