package org.healthhut.simulator.noise;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Persona;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.meeting.Meeting;

/**
 * Somebody uses a virtual device once: who it is, what the device finds and when are drawn from the
 * seed.
 */
public record Use(Model model, VirtualModel virtual, long seed) {
  private static final Duration BEFORE_MAX = Duration.ofSeconds(20);
  private static final Duration MEASURE_MAX = Duration.ofMinutes(2);
  private static final Duration AFTERWARDS = Duration.ofSeconds(20);
  private static final Duration DOWNLOAD = Duration.ofSeconds(60);

  /** Longer than any use takes. */
  static final Duration LONGEST =
      BEFORE_MAX.plus(MEASURE_MAX).plus(AFTERWARDS).plus(DOWNLOAD).plusSeconds(10);

  /** One in so many measurements ends in an error, is beyond HI or LO, or is flagged. */
  private static final int ODD_ONE_IN = 8;

  /** Invented: its region does not exist. */
  private static final Document CARD =
      new Document.IdCard(
          "王小明",
          1,
          "01",
          LocalDate.of(1985, 4, 12),
          "测试市示范路1号",
          "99999919850412001X",
          "测试市公安局",
          LocalDate.of(2019, 3, 1),
          LocalDate.of(2039, 3, 1));

  private static final Document CODE = new Document.Code("HH-20250308-0042");

  /** The two before anything has happened. */
  public Meeting begin() {
    return new Meeting(model, virtual, seed);
  }

  /** Lets the whole of it happen. */
  public void play(Meeting meeting) {
    play(meeting, LONGEST);
  }

  /** Lets it happen for as long as {@code atMost}, as far as whole steps go. */
  void play(Meeting meeting, Duration atMost) {
    var end = meeting.elapsed().plus(atMost);
    var random = new SplittableRandom(seed);
    meeting.tell(new Happening.Paced(random.nextInt(4) == 0 ? Pace.REAL : Pace.INSTANT));
    pass(meeting, Duration.ofMillis(random.nextLong(BEFORE_MAX.toMillis())), end);
    if (virtual.reads()) {
      show(meeting, CARD, end);
      show(meeting, CODE, end);
      return;
    }
    if (virtual.fields().isEmpty()) {
      pass(meeting, AFTERWARDS, end);
      return;
    }
    if (over(meeting, end)) {
      return;
    }
    meeting.tell(new Happening.Asked(drawn(random)));
    meeting.ask(Stimulus.Request.MEASURE);
    var left = shorter(MEASURE_MAX, end.minus(meeting.elapsed()));
    meeting.pass(left, () -> meeting.ending() != null);
    pass(meeting, AFTERWARDS, end);
    if (virtual.keeps() && !over(meeting, end)) {
      meeting.replug();
      pass(meeting, DOWNLOAD, end);
    }
  }

  private static void show(Meeting meeting, Document document, Duration end) {
    if (!over(meeting, end)) {
      meeting.ask(Stimulus.Request.MEASURE);
      meeting.tell(new Happening.Shown(document));
      pass(meeting, AFTERWARDS, end);
    }
  }

  private Measurement drawn(RandomGenerator random) {
    var plain = any(Persona.ALL, random).draw(virtual, random);
    while (!virtual.holds(plain)) {
      plain = any(Persona.ALL, random).draw(virtual, random);
    }
    return virtual.checked(random.nextInt(ODD_ONE_IN) > 0 ? plain : odd(plain, random));
  }

  /** One that ends in an error, is beyond HI or LO, or is flagged, where the model has any. */
  private Measurement odd(Measurement plain, RandomGenerator random) {
    var odd = new ArrayList<Measurement>();
    virtual.errors().forEach(error -> odd.add(plain.failing(error.code())));
    virtual.beyond().stream().sorted().forEach(limit -> odd.add(plain.beyond(limit)));
    virtual.flags().stream().sorted().forEach(flag -> odd.add(plain.flagged(Set.of(flag))));
    return odd.isEmpty() ? plain : any(odd, random);
  }

  private static <T> T any(List<T> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  private static void pass(Meeting meeting, Duration time, Duration end) {
    meeting.pass(shorter(time, end.minus(meeting.elapsed())));
  }

  private static boolean over(Meeting meeting, Duration end) {
    return meeting.elapsed().compareTo(end) >= 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
