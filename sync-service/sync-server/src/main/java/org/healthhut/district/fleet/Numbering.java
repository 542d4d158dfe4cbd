package org.healthhut.district.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kiosk's numbering, how much of it is held, and the kiosk's own book to hold against it.
 *
 * @param through the highest unbroken number
 * @param highest the highest that arrived; above {@code through} when something is missing
 * @param received how many are held
 * @param lost how many were given up, as the kiosk no longer has them
 * @param setAside how many of those received are in quarantine and not in the record
 * @param contradicted contents beside those, that came for a number that was held already
 * @param standIns how many of those received stand in for a record that the kiosk lost
 * @param gaps the numbers that are missing below {@code highest}, the first few ranges
 * @param online what the kiosk or its last will said; null when it never said
 * @param blockedBy who has blocked the kiosk, of which nothing is taken in; null when nobody has
 * @param line over which the kiosk said so, as {@code mqtt}; empty when it did not tell
 * @param room for records on its disk, {@code enough}, {@code short} or {@code none}; empty when it
 *     did not tell
 * @param told null when the kiosk has told nothing of this numbering
 * @param alarms of the kiosk, that nobody has acknowledged
 */
public record Numbering(
    String kiosk,
    String epoch,
    long through,
    long highest,
    long received,
    long lost,
    long setAside,
    long contradicted,
    long standIns,
    List<Gap> gaps,
    Instant lastContact,
    @Nullable Boolean online,
    @Nullable String blockedBy,
    String line,
    String room,
    @Nullable String agentVersion,
    @Nullable Told told,
    long alarms) {
  public Numbering {
    gaps = List.copyOf(gaps);
  }

  /**
   * Numbers that are missing, both ends among them.
   *
   * @param closable the kiosk has gone past it, and was in touch long enough after that
   */
  public record Gap(long first, long last, boolean closable) {
    /** A longer gap is closed in pieces of so many numbers, each a moment's work. */
    static final int CLOSED_MAX = 10_000;

    /** Its beginning, as far as it is closed at a time. */
    public Gap piece() {
      return new Gap(first, Math.min(last, first + CLOSED_MAX - 1), closable);
    }

    @Override
    public String toString() {
      return first == last ? "" + first : first + "–" + last;
    }
  }

  /**
   * The kiosk's own book, as it last told it.
   *
   * @param refused what it knows to be in quarantine here; null when it does not tell
   * @param stoodIn what it could not read any more, and has sent an event for; null when it does
   *     not tell
   */
  public record Told(
      long captured,
      long acknowledged,
      long waiting,
      long lost,
      @Nullable Long refused,
      @Nullable Long stoodIn,
      long diskFree,
      long diskSize,
      Instant at) {
    public long diskUsedPercent() {
      return diskSize == 0 ? 0 : Math.round(100.0 * (diskSize - diskFree) / diskSize);
    }
  }

  /**
   * One figure of both books.
   *
   * @param kiosk null when it has not told
   */
  public record Compared(String words, String english, @Nullable Long kiosk, long district) {
    public boolean differs() {
      return kiosk != null && kiosk != district;
    }

    /** How much more is here, as {@code +3} or {@code −3}. */
    public String difference() {
      long more = kiosk == null ? 0 : district - kiosk;
      return more > 0 ? "+" + more : "−" + -more;
    }
  }

  /** Whether both books agree. */
  public enum Balance {
    HOLDS,
    /** The kiosk has told nothing of this numbering, so nothing can be held against it. */
    NOT_TOLD,
    BROKEN
  }

  public boolean gap() {
    return highest > through;
  }

  public long missing() {
    return highest - received - lost;
  }

  /** In the record. */
  @JsonProperty
  public long accepted() {
    return received - setAside;
  }

  /** What the kiosk has taken in, as far as anybody here knows. */
  @JsonProperty
  public long captured() {
    return told == null ? highest : Math.max(told.captured(), highest);
  }

  /**
   * Both books, figure by figure; empty when the kiosk has told nothing. They differ by what came
   * after the kiosk spoke, or because something is wrong: see {@link #balance}.
   */
  @JsonProperty
  public List<Compared> compared() {
    if (told == null) {
      return List.of();
    }
    return List.of(
        new Compared("已采集", "Captured", told.captured(), highest),
        new Compared("已确认", "Acknowledged", told.acknowledged(), through),
        new Compared("待送", "Waiting", told.waiting(), outstanding()),
        new Compared("隔离", "Set aside", told.refused(), setAside + contradicted),
        new Compared("读不出", "Lost at the kiosk", told.stoodIn(), standIns));
  }

  /** What is not here: what the kiosk says is waiting, less what has come since it said so. */
  @JsonProperty
  public long outstanding() {
    return captured() - received - lost;
  }

  /**
   * {@code captured = accepted + set aside + lost + waiting}. It is broken when the kiosk's own sum
   * is wrong, when the kiosk counts as acknowledged what is not here, or when our own count of what
   * is here is.
   */
  @JsonProperty
  public Balance balance() {
    if (received + lost < through
        || received + lost > highest
        || setAside > received
        || (!gap() && missing() != 0)) {
      return Balance.BROKEN;
    }
    if (told == null) {
      return Balance.NOT_TOLD;
    }
    return told.captured() == told.acknowledged() + told.waiting() && told.acknowledged() <= through
        ? Balance.HOLDS
        : Balance.BROKEN;
  }
}
