package org.healthhut.device.freestyle;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;

/**
 * A reply with the whole memory, as far as it has come. Nothing of it counts before its checksum
 * holds.
 *
 * <pre>
 * START --empty line--> SERIAL --> VERSION --> CLOCK --> COUNT --> RECORDS --sum right--> START
 * </pre>
 */
final class FreeStyleReply {
  /** What a line made of the reply. */
  sealed interface Step {
    record GoesOn() implements Step {}

    /** All of it is there. */
    record Whole(String serial, String version, LocalDateTime clock, List<Line> records)
        implements Step {
      public Whole {
        records = List.copyOf(records);
      }
    }

    /** A reply with a hole in it is worth nothing. */
    record Broken(String why) implements Step {}
  }

  record Line(Bytes bytes, FreeStyleLine.Decoded decoded) {}

  private static final int CR_LF_SUM = 0x0D + 0x0A;

  private enum Phase {
    START,
    SERIAL,
    VERSION,
    CLOCK,
    COUNT,
    RECORDS
  }

  private final Function<String, FreeStyleLine.Decoded> record;
  private Phase phase = Phase.START;
  private int sum;
  private String serial = "";
  private String version = "";
  private LocalDateTime clock = LocalDateTime.MIN;
  private int count;
  private final List<Line> records = new ArrayList<>();

  FreeStyleReply(Function<String, FreeStyleLine.Decoded> record) {
    this.record = record;
  }

  boolean begun() {
    return phase != Phase.START;
  }

  void clear() {
    phase = Phase.START;
    records.clear();
  }

  Step take(Bytes line) {
    var step = take(line, line.latin1(), line.sum() + CR_LF_SUM);
    if (!(step instanceof Step.GoesOn)) {
      clear();
    }
    return step;
  }

  private Step take(Bytes line, String text, int lineSum) {
    return switch (phase) {
      case START -> {
        if (!isEdge(text)) {
          yield new Step.Broken("no reply begins with this");
        }
        sum = CR_LF_SUM;
        yield goOn(Phase.SERIAL, 0);
      }
      case SERIAL -> {
        var told = FreeStyleLine.serial(text);
        serial = told.orElse("");
        yield told.isPresent() ? goOn(Phase.VERSION, lineSum) : new Step.Broken("no serial number");
      }
      case VERSION -> {
        version = text.strip();
        yield FreeStyleLine.isVersion(text)
            ? goOn(Phase.CLOCK, lineSum)
            : new Step.Broken("no version");
      }
      case CLOCK -> {
        var told = FreeStyleLine.clock(text);
        clock = told.orElse(clock);
        yield told.isPresent() ? goOn(Phase.COUNT, lineSum) : new Step.Broken("no clock");
      }
      case COUNT -> {
        if (text.equals(FreeStyleLine.EMPTY_MEMORY)) {
          yield whole();
        }
        var told = FreeStyleLine.count(text);
        count = told.orElse(0);
        yield told.isPresent() ? goOn(Phase.RECORDS, lineSum) : new Step.Broken("no count");
      }
      case RECORDS -> collect(line, text, lineSum);
    };
  }

  /** Some meters put STX before a reply and ETX behind it (freestyle.md, A). */
  private static boolean isEdge(String text) {
    return text.chars().allMatch(each -> each == 0x02 || each == 0x03);
  }

  private Step goOn(Phase next, int lineSum) {
    phase = next;
    sum += lineSum;
    return new Step.GoesOn();
  }

  private Step whole() {
    return new Step.Whole(serial, version, clock, records);
  }

  private Step collect(Bytes line, String text, int lineSum) {
    var end = FreeStyleLine.end(text);
    if (end.isPresent()) {
      if (end.get() != (sum & 0xFFFF)) {
        return new Step.Broken("wrong checksum");
      }
      return records.size() == count
          ? whole()
          : new Step.Broken("not as many records as announced");
    }
    sum += lineSum;
    if (text.isEmpty() && records.isEmpty()) {
      return new Step.GoesOn();
    }
    // One source has a stray LF before the first record (freestyle.md, A, line 6).
    var decoded = record.apply(text.startsWith("\n") ? text.substring(1) : text);
    if (decoded instanceof FreeStyleLine.Malformed || records.size() == count) {
      return new Step.Broken("no record");
    }
    records.add(new Line(line, decoded));
    return new Step.GoesOn();
  }
}
