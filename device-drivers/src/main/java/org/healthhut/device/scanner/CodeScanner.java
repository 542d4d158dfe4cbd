package org.healthhut.device.scanner;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Blank;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
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
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A scanner (qr-scanner.md, State machine and timing): listened to always, and triggered where it
 * can be.
 *
 * <pre>
 * GREETING --answer--> IDLE --asked--> TRIGGERING --answer--> SCANNING --code, or 30 s--> IDLE
 *                                      any --asked to stop--> STOPPING --answer--> IDLE
 * </pre>
 *
 * <p>A scan is what comes between two silences, as its payload may hold a CR of its own: such a
 * code is refused as a whole and never taken for two. Where the scanner is to send a suffix a scan
 * without one was cut short.
 */
public final class CodeScanner implements Driver {
  /** qr-scanner.md, header; 50 ms of silence end a scan (Line format). */
  public static final LineSettings LINE =
      new LineSettings(9600, 8, Parity.NONE, 1, Duration.ofMillis(50));

  /** The same code within this is the scanner repeating it (State machine and timing). */
  private static final Duration SAME_FOR = Duration.ofSeconds(3);

  private static final Duration ANSWER_MAX = Duration.ofMillis(500);
  private static final int ATTEMPTS_MAX = 4;
  private static final Duration SCAN_MAX = Duration.ofSeconds(30);

  /** Between waking a module and the command (qr-scanner.md, GM72). */
  private static final Duration WRITE_GAP = Duration.ofMillis(50);

  /** From giving up to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** The longest scan behind an acknowledgement glued to it. */
  private static final int PENDING_MAX = CodeText.LENGTH_MAX + 16;

  private enum Phase {
    GREETING,
    IDLE,
    TRIGGERING,
    SCANNING,
    STOPPING
  }

  private final Dialect dialect;
  private final boolean suffixed;
  private final Deque<Bytes> toWrite = new ArrayDeque<>();

  private Phase phase = Phase.IDLE;
  private int attempts;
  private boolean toldReady;
  private boolean toldSilent;
  private boolean toldReadNothing;
  private Bytes pending = Bytes.EMPTY;
  private int overflow;
  private @Nullable String lastText;
  private Duration lastTextAt = Duration.ZERO;

  /** When the first of {@link #toWrite} is written. */
  private @Nullable Duration writeAt;

  /** When the phase has lasted too long. */
  private @Nullable Duration waitUntil;

  private CodeScanner(Dialect dialect, boolean suffixed) {
    this.dialect = dialect;
    this.suffixed = suffixed;
  }

  /** Any scanner that is set to end each code with CR or CR LF. */
  public static CodeScanner ofLines() {
    return new CodeScanner(Dialect.NONE, true);
  }

  /** Any scanner that ends a code with nothing but silence. */
  public static CodeScanner ofSilences() {
    return new CodeScanner(Dialect.NONE, false);
  }

  /** A GM6x or GM8x module, with CR or CR LF behind each code. */
  public static CodeScanner grow() {
    return new CodeScanner(GrowCommands.DIALECT, true);
  }

  /** A GM72 module, with CR or CR LF behind each code. */
  public static CodeScanner ssi() {
    return new CodeScanner(SsiCommands.DIALECT, true);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    if (lastText != null && now.uptime().compareTo(lastTextAt.plus(SAME_FOR)) >= 0) {
      lastText = null;
    }
    switch (stimulus) {
      case Stimulus.Opened() -> enter(dialect.hello().isEmpty() ? Phase.IDLE : Phase.GREETING, now);
      case Stimulus.Received(var bytes) -> collect(bytes);
      case Stimulus.Quiet() -> scanned(now, events);
      case Stimulus.Woken() -> expire(now, events);
      case Stimulus.Asked(var request) -> {
        switch (request) {
          case MEASURE -> ask(Phase.TRIGGERING, dialect.trigger(), now);
          case STOP -> ask(Phase.STOPPING, dialect.stop(), now);
          case SET_CLOCK -> {}
        }
      }
      case Stimulus.Closed() -> {
        pending = Bytes.EMPTY;
        lastText = null;
        toWrite.clear();
        writeAt = null;
        waitUntil = null;
        return Response.NOTHING;
      }
    }
    return new Response(due(now), events, writeAt == null ? waitUntil : writeAt);
  }

  private void ask(Phase next, List<Bytes> command, Moment now) {
    if (!command.isEmpty()) {
      enter(next, now);
    }
  }

  private void enter(Phase next, Moment now) {
    phase = next;
    attempts = 0;
    switch (next) {
      case GREETING, TRIGGERING, STOPPING -> write(now);
      case SCANNING -> rest(now.uptime().plus(SCAN_MAX));
      case IDLE -> rest(null);
    }
  }

  private void rest(@Nullable Duration until) {
    toWrite.clear();
    writeAt = null;
    waitUntil = until;
  }

  private void write(Moment now) {
    attempts++;
    toWrite.clear();
    toWrite.addAll(
        switch (phase) {
          case GREETING -> dialect.hello();
          case TRIGGERING -> dialect.trigger();
          case STOPPING -> dialect.stop();
          case IDLE, SCANNING -> List.<Bytes>of();
        });
    writeAt = now.uptime();
    waitUntil = null;
  }

  private List<Bytes> due(Moment now) {
    if (writeAt == null || now.uptime().compareTo(writeAt) < 0) {
      return List.of();
    }
    var next = toWrite.poll();
    if (toWrite.isEmpty()) {
      writeAt = null;
      waitUntil = now.uptime().plus(ANSWER_MAX);
    } else {
      writeAt = now.uptime().plus(WRITE_GAP);
    }
    return next == null ? List.of() : List.of(next);
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (waitUntil == null || now.uptime().compareTo(waitUntil) < 0) {
      return;
    }
    switch (phase) {
      case IDLE -> waitUntil = null;
      case SCANNING -> {
        events.add(new Status(State.READY, "no code within 30 s"));
        enter(Phase.STOPPING, now);
      }
      case GREETING, TRIGGERING, STOPPING -> {
        if (attempts < ATTEMPTS_MAX) {
          write(now);
        } else {
          silent(now, events);
        }
      }
    }
  }

  /** It may be there all the same and scan by itself, so it is still listened to. */
  private void silent(Moment now, List<DeviceEvent> events) {
    if (!toldSilent || phase == Phase.TRIGGERING) {
      toldSilent = true;
      toldReady = false;
      events.add(new Failed(Fault.SILENT, "no answer of the scanner to a command"));
    }
    phase = Phase.GREETING;
    attempts = 0;
    toWrite.clear();
    writeAt = null;
    waitUntil = now.uptime().plus(PAUSE);
  }

  /** Of a scan that is too long only the number of bytes is kept. */
  private void collect(Bytes bytes) {
    int room = PENDING_MAX - pending.length();
    int kept = Math.min(room, bytes.length());
    pending = pending.plus(bytes.slice(0, kept));
    overflow = Math.min(overflow + bytes.length() - kept, PENDING_MAX);
  }

  private void scanned(Moment now, List<DeviceEvent> events) {
    var scan = pending;
    boolean tooLong = overflow > 0;
    pending = Bytes.EMPTY;
    overflow = 0;
    var answer = dialect.answer(scan);
    while (answer.isPresent()) {
      scan = scan.drop(answer.get().size());
      answered(answer.get(), now, events);
      answer = scan.isEmpty() ? Optional.empty() : dialect.answer(scan);
    }
    if (scan.isEmpty()) {
      return;
    }
    if (tooLong) {
      refuse("longer than 2048 bytes", scan, events);
      return;
    }
    switch (CodeText.decode(scan, suffixed)) {
      case CodeText.Malformed(var why) -> refuse(why, scan, events);
      case CodeText.ReadNothing() -> {
        refuse("the scanner says in words that it read nothing", scan, events);
        if (!toldReadNothing) {
          toldReadNothing = true;
          events.add(
              new Status(
                  State.MISCONFIGURED, "read-fail text is on: switch it off in the scanner"));
        }
      }
      case CodeText.Code(var text) -> present(text, scan, now, events);
    }
  }

  private static void refuse(String why, Bytes scan, List<DeviceEvent> events) {
    events.add(new Refused(why, Blank.of(scan)));
  }

  private void present(String text, Bytes scan, Moment now, List<DeviceEvent> events) {
    toldSilent = false;
    if (lastText != null && text.equals(lastText)) {
      refuse("duplicate", scan, events);
    } else {
      events.add(new Presented(new Presentation.Code(text)));
    }
    lastText = text;
    lastTextAt = now.uptime();
    switch (phase) {
      case TRIGGERING, SCANNING -> enter(Phase.IDLE, now);
      case GREETING, IDLE, STOPPING -> {}
    }
  }

  private void answered(Dialect.Answer answer, Moment now, List<DeviceEvent> events) {
    if (!answer.fault().isEmpty()) {
      events.add(new Refused(answer.fault(), Bytes.EMPTY));
      return;
    }
    toldSilent = false;
    if (!toldReady && phase == Phase.GREETING) {
      toldReady = true;
      events.add(new Status(State.READY, ""));
    }
    switch (phase) {
      case GREETING, STOPPING -> enter(Phase.IDLE, now);
      case TRIGGERING -> enter(Phase.SCANNING, now);
      case IDLE, SCANNING -> {}
    }
  }
}
