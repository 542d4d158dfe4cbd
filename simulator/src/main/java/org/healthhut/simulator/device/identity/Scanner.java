package org.healthhut.simulator.device.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.VirtualDevice;
import org.jspecify.annotations.Nullable;

/** A scanner: sees the code that is held before its window while it looks, and says its text. */
final class Scanner implements VirtualDevice {
  private static final Duration DECODES_IN = Duration.ofMillis(250);
  private static final Duration LOOKS_AGAIN_AFTER = Duration.ofMillis(500);
  private static final Duration HELD_FOR = Duration.ofSeconds(2);

  /** However fast people are: a continuous scanner sees a code more than once. */
  private static final Duration HELD_AT_LEAST = Duration.ofMillis(1400);

  private final Commands commands;
  private Pace pace = Pace.REAL;
  private @Nullable Bytes payload;
  private boolean plugged;
  private Duration until = Duration.ZERO;
  private Duration decodedAt = Duration.ZERO;
  private Panel panel = Panel.idle("", "", "待机", "Ready");

  /** What a scanner can be told. */
  interface Commands {
    /** The line is new, and with it the power. */
    default void pluggedIn(Duration uptime) {}

    /** What it answers. */
    default List<Transmission> heard(Bytes bytes, Duration uptime) {
      return List.of();
    }

    /** Whether it looks now. */
    boolean looks(Duration uptime);

    /** It has seen a code. */
    default void saw(Duration uptime) {}

    /** Behind each code. */
    default Bytes suffix() {
      return Bytes.of('\r', '\n');
    }

    Note note(Bytes fromKiosk);
  }

  Scanner(Commands commands) {
    this.commands = commands;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> {
        plugged = true;
        commands.pluggedIn(uptime);
        yield waiting();
      }
      case Happening.Unplugged() -> {
        plugged = false;
        yield waiting();
      }
      case Happening.Shown(var document) -> {
        show(document, uptime);
        yield waiting();
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Heard(var bytes) -> {
        boolean looked = commands.looks(uptime);
        var answers = commands.heard(bytes, uptime);
        if (!looked && commands.looks(uptime) && payload != null) {
          decodedAt = uptime.plus(DECODES_IN);
          panel = busy();
        }
        yield new Reply(answers, wakeAt(), null);
      }
      case Happening.Stopped() -> {
        payload = null;
        yield waiting();
      }
      case Happening.Paced(var other) -> {
        pace = other;
        yield waiting();
      }
      case Happening.Asked(_) -> waiting();
    };
  }

  private void show(Document document, Duration uptime) {
    switch (document) {
      case Document.Code(var text) -> {
        payload = Bytes.utf8(text);
        var hurried = pace.of(HELD_FOR);
        until = uptime.plus(hurried.compareTo(HELD_AT_LEAST) < 0 ? HELD_AT_LEAST : hurried);
        decodedAt = uptime.plus(DECODES_IN);
        panel = busy();
      }
      case Document.IdCard _, Document.Unreadable _ -> {
        payload = null;
        panel = Panel.idle("", "", "没有码", "No code on it");
      }
    }
  }

  private static Panel busy() {
    return Panel.busy("▮▯▮", "", "扫码", "A code is shown", 50);
  }

  private Reply woken(Duration uptime) {
    var sends = new ArrayList<Transmission>();
    var shown = payload;
    if (shown != null && decodedAt.compareTo(uptime) <= 0) {
      decodedAt = uptime.plus(LOOKS_AGAIN_AFTER);
      if (plugged && commands.looks(uptime)) {
        commands.saw(uptime);
        sends.add(line(shown, commands.suffix()));
        panel = Panel.done("✓", "", "已扫码", "Read");
      }
    }
    if (shown != null && until.compareTo(uptime) <= 0) {
      payload = null;
    }
    return new Reply(sends, wakeAt(), null);
  }

  static Transmission line(Bytes payload, Bytes suffix) {
    return new Transmission(
        payload.plus(suffix), "码 code, %d B".formatted(payload.length()), Transmission.NO_CHECKSUM);
  }

  private Reply waiting() {
    return Reply.wakingAt(wakeAt());
  }

  private @Nullable Duration wakeAt() {
    return payload == null ? null : decodedAt.compareTo(until) < 0 ? decodedAt : until;
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return commands.note(fromKiosk);
  }
}
