package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.glucose.MeterMemory.Kept;
import org.healthhut.vital.Flag;

/**
 * Sanofi BGStar or MyStar Extra: a line asks, a line that begins with a number answers.
 *
 * <pre>
 * hello           200 hello name
 * get serial      200 serial 14 characters
 * get datetime    200 Y M D h m s
 * get glucount    200 glucount n
 * get glurec i    200 glurec a b value meal Y M D h m s       i = 0 is the newest; no leading zeros
 * get gluunit     200 gluunit mg/dL                           E in the value's place: failed
 * </pre>
 *
 * <p>Source: protocols/glucose-other.md, C. guess: that answers end in CR LF, that a and b are the
 * record's number and 0, that the unit stands behind gluunit, and that other requests, also for a
 * record that is not there, are passed over.
 */
final class BgStar implements Dialogue {
  private static final String NAME = "BGStar";
  private static final int REQUEST_MAX = 32;

  private final MeterMemory memory;
  private final String serial;
  private final Intake intake = new Intake(BgStar::sizeAtFront, Duration.ofSeconds(2), REQUEST_MAX);

  BgStar(MeterMemory memory, RandomGenerator random) {
    this.memory = memory;
    this.serial = SerialNumbers.like("AA999999999999", random);
  }

  @Override
  public List<Transmission> pluggedIn(Duration uptime) {
    intake.clear();
    return List.of();
  }

  @Override
  public List<Transmission> heard(Bytes bytes, Duration uptime) {
    return intake.take(bytes, uptime).stream()
        .map(request -> answer(request.slice(0, request.length() - 1).latin1()))
        .flatMap(Optional::stream)
        .map(text ->
            new Transmission(Bytes.ascii("200 " + text + "\r\n"), text, Transmission.NO_CHECKSUM))
        .toList();
  }

  private static int sizeAtFront(Bytes rest) {
    int end = rest.indexOf('\r', 0);
    if (end == 0) {
      return Intake.NOISE;
    }
    int first = rest.u8(0);
    if (first != 'h' && first != 'g') {
      return Intake.NOISE;
    }
    if (end < 0) {
      return Intake.PARTIAL;
    }
    return isRequest(rest.slice(0, end).latin1()) ? end + 1 : Intake.NOISE;
  }

  private static boolean isRequest(String text) {
    return text.matches("hello|get (serial|datetime|glucount|gluunit|glurec \\d{1,4})");
  }

  private Optional<String> answer(String request) {
    return switch (request) {
      case "hello" -> Optional.of("hello " + NAME);
      case "get serial" -> Optional.of("serial " + serial);
      case "get datetime" -> Optional.of(moment(memory.now()));
      case "get glucount" -> Optional.of("glucount " + memory.size());
      case "get gluunit" -> Optional.of("gluunit mg/dL");
      default -> {
        int index = Integer.parseInt(request.substring("get glurec ".length()));
        yield index < memory.size()
            ? Optional.of(record(index, memory.newestFirst().get(index)))
            : Optional.empty();
      }
    };
  }

  /** Breakfast before ten, lunch before three, then dinner. */
  private static String record(int index, Kept kept) {
    int hour = kept.at().getHour();
    int meal = hour < 10 ? 0 : hour < 15 ? 2 : 4;
    return record(
        index,
        kept.found().failed() ? kept.found().error() : String.valueOf(kept.number(0, 0)),
        kept.noted(Flag.BEFORE_MEAL) ? meal + 1 : kept.noted(Flag.AFTER_MEAL) ? meal + 2 : 0,
        kept.at());
  }

  static String record(int index, String value, int meal, LocalDateTime at) {
    return "glurec %d 0 %s %d %s".formatted(index, value, meal, moment(at));
  }

  private static String moment(LocalDateTime at) {
    return "%d %d %d %d %d %d"
        .formatted(
            at.getYear(),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond());
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return Intake.isFrame(BgStar::sizeAtFront, fromKiosk)
        ? new Note(fromKiosk.slice(0, fromKiosk.length() - 1).latin1(), Verdict.UNCHECKED)
        : new Note("不认识 unknown", Verdict.BAD);
  }
}
