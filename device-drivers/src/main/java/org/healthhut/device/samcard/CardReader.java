package org.healthhut.device.samcard;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Blank;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Presentation;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A card reader (sam-id-card.md, State machine and timing): it is asked again and again whether a
 * card lies on it, and reads each card once until it is lifted.
 *
 * <pre>
 * WAKING --ready--> NUMBERING --number--> FINDING --found--> SELECTING --selected--> READING
 * READING --read, or given up--> LIFTING --no card, twice--> FINDING
 * any --silent or out of service--> WAKING
 * </pre>
 *
 * <p>Most modules answer that there is no card while one they have read still lies there; others
 * find it again. Both are waited out. Bytes refused are told by their number alone: any of them may
 * be part of a card.
 */
public final class CardReader implements Driver {
  /** sam-id-card.md, header; 50 ms of silence cut a reply short (State machine and timing). */
  public static final LineSettings LINE =
      new LineSettings(115_200, 8, Parity.NONE, 1, Duration.ofMillis(50));

  private static final Bytes STATUS = SamFraming.command(0x11, 0xFF);
  private static final Bytes NUMBER = SamFraming.command(0x12, 0xFF);
  private static final Bytes FIND = SamFraming.command(0x20, 0x01);
  private static final Bytes SELECT = SamFraming.command(0x20, 0x02);
  private static final Bytes READ = SamFraming.command(0x30, 0x01);

  /** sam-id-card.md, State machine and timing, as the four below. */
  private static final Duration ANSWER_MAX = Duration.ofMillis(100);

  private static final Duration READ_MAX = Duration.ofSeconds(2);
  private static final Duration FIND_EVERY = Duration.ofMillis(400);
  private static final int READS_MAX = 4;
  private static final int ABSENT_TIMES = 2;

  /** Chosen by this project: a module is ready 1 to 2 s after power-up. */
  private static final Duration WAKE_EVERY = Duration.ofMillis(500);

  private static final int WAKES_MAX = 6;

  /** Chosen by this project, as the three below. */
  private static final int ATTEMPTS_MAX = 3;

  private static final int MISSES_MAX = 5;

  /** From a reader out of service to asking it again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** A card laid down again so soon is the same presentation. */
  private static final Duration SAME_FOR = Duration.ofSeconds(5);

  /** The status bytes of a reply, in which nothing of a card stands. */
  private static final int SHOWN = SamReply.STATUS;

  private enum Phase {
    WAKING,
    NUMBERING,
    FINDING,
    SELECTING,
    READING,
    LIFTING
  }

  private final ZoneId zone;
  private final FrameReader reader = new FrameReader(new SamFraming(), SamFraming.FRAME_MAX);

  private final List<Bytes> writes = new ArrayList<>();
  private Phase phase = Phase.WAKING;
  private int attempts;
  private int selects;
  private int absences;
  private boolean answerDamaged;
  private boolean numbered;
  private boolean toldReady;
  private String toldFailure = "";
  private @Nullable IdentityNumber lastPresented;
  private Duration lastPresentedAt = Duration.ZERO;

  /** When the phase's command is written; null while its answer is waited for. */
  private @Nullable Duration writeAt;

  /** When the answer is late; null while none is waited for. */
  private @Nullable Duration waitUntil;

  /**
   * @param zone where the days of a card's validity begin
   */
  public CardReader(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    forgetPerson(now);
    switch (stimulus) {
      case Stimulus.Opened() -> enter(Phase.WAKING, now);
      case Stimulus.Received(var bytes) -> {
        expire(now, events);
        if (phase == Phase.READING && waitUntil != null && !answerDamaged) {
          waitUntil = now.uptime().plus(READ_MAX);
        }
        interpret(reader.received(bytes), now, events);
      }
      case Stimulus.Quiet() -> {
        interpret(reader.quiet(), now, events);
        if (answerDamaged && phase == Phase.READING && waitUntil != null) {
          failed(Fault.CARD_UNREADABLE, "the answer was damaged on its way", now, events);
        }
      }
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Asked(_) -> {}
      case Stimulus.Closed() -> {
        reader.clear();
        lastPresented = null;
        writeAt = null;
        waitUntil = null;
        return Response.NOTHING;
      }
    }
    write(now);
    var written = List.copyOf(writes);
    writes.clear();
    return new Response(written, events, writeAt == null ? waitUntil : writeAt);
  }

  private void forgetPerson(Moment now) {
    if (now.uptime().compareTo(lastPresentedAt.plus(SAME_FOR)) >= 0) {
      lastPresented = null;
    }
  }

  private void enter(Phase next, Moment now) {
    phase = next;
    attempts = 0;
    absences = 0;
    writeAfter(Duration.ZERO, now);
  }

  private void writeAfter(Duration pause, Moment now) {
    writeAt = now.uptime().plus(pause);
    waitUntil = null;
  }

  private void write(Moment now) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return;
    }
    writeAt = null;
    answerDamaged = false;
    waitUntil = now.uptime().plus(phase == Phase.READING ? READ_MAX : ANSWER_MAX);
    writes.add(
        switch (phase) {
          case WAKING -> STATUS;
          case NUMBERING -> NUMBER;
          case FINDING, LIFTING -> FIND;
          case SELECTING -> SELECT;
          case READING -> READ;
        });
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (waitUntil != null && now.uptime().compareTo(waitUntil) >= 0) {
      waitUntil = null;
      failed(Fault.SILENT, "no answer to the " + title(), now, events);
    }
  }

  private String title() {
    return switch (phase) {
      case WAKING -> "status command";
      case NUMBERING -> "module number command";
      case FINDING, LIFTING -> "find command";
      case SELECTING -> "select command";
      case READING -> "read command";
    };
  }

  /** The command was not answered, or not with what it asks for; it is tried again or given up. */
  private void failed(Fault fault, String detail, Moment now, List<DeviceEvent> events) {
    attempts++;
    switch (phase) {
      case WAKING -> {
        if (attempts >= WAKES_MAX) {
          attempts = 0;
          tellOnce(fault, detail, events);
        }
        writeAfter(WAKE_EVERY, now);
      }
      case NUMBERING -> {
        if (attempts >= ATTEMPTS_MAX) {
          numbered = true;
          enter(Phase.FINDING, now);
        } else {
          writeAfter(FIND_EVERY, now);
        }
      }
      case FINDING, LIFTING -> {
        if (attempts >= MISSES_MAX) {
          tellOnce(fault, detail, events);
          toldReady = false;
          enter(Phase.WAKING, now);
        } else {
          writeAfter(FIND_EVERY, now);
        }
      }
      case SELECTING -> {
        selects++;
        if (selects >= ATTEMPTS_MAX) {
          giveCardUp(fault, detail, now, events);
        } else {
          enter(Phase.FINDING, now);
        }
      }
      case READING -> {
        if (attempts >= READS_MAX) {
          giveCardUp(fault, detail, now, events);
        } else {
          writeAfter(Duration.ZERO, now);
        }
      }
    }
  }

  private void tellOnce(Fault fault, String detail, List<DeviceEvent> events) {
    if (!detail.equals(toldFailure)) {
      toldFailure = detail;
      events.add(new Failed(fault, detail));
    }
  }

  private void giveCardUp(Fault fault, String detail, Moment now, List<DeviceEvent> events) {
    selects = 0;
    // A reader that is gone is noticed by the find commands that follow.
    events.add(new Failed(fault == Fault.SILENT ? Fault.CARD_UNREADABLE : fault, detail));
    enter(Phase.LIFTING, now);
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          answerDamaged = true;
          events.add(new Refused(why, Blank.of(bytes)));
        }
        case Found.Frame(var body) -> {
          var reply = SamReply.decode(body);
          if (!fits(reply)) {
            answerDamaged = true;
            events.add(new Refused(why(reply), Blank.after(SHOWN, body)));
          } else {
            waitUntil = null;
            answer(reply, now, events);
            write(now);
          }
        }
      }
    }
  }

  /** Whether this can be the answer to the phase's command, which has been written. */
  private boolean fits(SamReply reply) {
    return waitUntil != null
        && switch (reply) {
          case SamReply.Failure _ -> true;
          case SamReply.Malformed _ -> false;
          case SamReply.Ready() -> phase == Phase.WAKING;
          case SamReply.ModuleNumber _ -> phase == Phase.NUMBERING;
          case SamReply.CardFound() -> phase == Phase.FINDING || phase == Phase.LIFTING;
          case SamReply.NoCard() -> phase != Phase.WAKING && phase != Phase.NUMBERING;
          case SamReply.CardSelected() -> phase == Phase.SELECTING;
          case SamReply.CardRead _ -> phase == Phase.READING;
        };
  }

  private static String why(SamReply reply) {
    return reply instanceof SamReply.Malformed(var why) ? why : "an answer to an older command";
  }

  private void answer(SamReply reply, Moment now, List<DeviceEvent> events) {
    switch (reply) {
      case SamReply.Ready() -> {
        toldFailure = "";
        enter(numbered ? Phase.FINDING : Phase.NUMBERING, now);
      }
      case SamReply.ModuleNumber(var number) -> {
        numbered = true;
        events.add(new Identified(number, "SAM_V"));
        enter(Phase.FINDING, now);
      }
      case SamReply.CardFound() -> {
        found(events);
        if (phase == Phase.FINDING) {
          enter(Phase.SELECTING, now);
        } else {
          absences = 0;
          attempts = 0;
          writeAfter(FIND_EVERY, now);
        }
      }
      case SamReply.NoCard() -> noCard(now, events);
      case SamReply.CardSelected() -> enter(Phase.READING, now);
      case SamReply.CardRead(var text) -> read(text, now, events);
      case SamReply.Failure(var fault, var detail, var lasting) -> {
        if (fault == Fault.SENSOR) {
          tellOnce(fault, detail, events);
          toldReady = false;
          enter(Phase.WAKING, now);
          writeAfter(PAUSE, now);
        } else if (lasting && (phase == Phase.SELECTING || phase == Phase.READING)) {
          giveCardUp(fault, detail, now, events);
        } else {
          failed(fault, detail, now, events);
        }
      }
      case SamReply.Malformed _ -> {}
    }
  }

  /** The first answer to a find command after opening or silence. */
  private void found(List<DeviceEvent> events) {
    if (!toldReady) {
      toldReady = true;
      events.add(new Status(State.READY, ""));
    }
  }

  private void noCard(Moment now, List<DeviceEvent> events) {
    if (phase == Phase.SELECTING || phase == Phase.READING) {
      giveCardUp(Fault.CARD_UNREADABLE, "the card was lifted too early", now, events);
      return;
    }
    attempts = 0;
    selects = 0;
    if (phase == Phase.LIFTING) {
      absences++;
      if (absences >= ABSENT_TIMES) {
        enter(Phase.FINDING, now);
        toldReady = false;
      }
    }
    if (phase == Phase.FINDING) {
      found(events);
    }
    writeAfter(FIND_EVERY, now);
  }

  private void read(Bytes text, Moment now, List<DeviceEvent> events) {
    switch (CardText.decode(text, LocalDate.ofInstant(now.at(), zone))) {
      case CardText.Damaged(var field) ->
          failed(Fault.CARD_UNREADABLE, "the card's text is not right: " + field, now, events);
      case CardText.OtherLayout() ->
          giveCardUp(
              Fault.CARD_UNREADABLE,
              "a card of another layout is not supported, enter by hand",
              now,
              events);
      case CardText.Resident(var card) -> {
        selects = 0;
        present(card, now, events);
        enter(Phase.LIFTING, now);
        writeAfter(FIND_EVERY, now);
      }
    }
  }

  private void present(Presentation.Card card, Moment now, List<DeviceEvent> events) {
    var number = card.identity().number();
    if (lastPresented != null && number.equals(lastPresented)) {
      events.add(new Refused("the same card again", Bytes.EMPTY));
    } else {
      events.add(new Presented(card));
    }
    lastPresented = number;
    lastPresentedAt = now.uptime();
  }
}
