package org.healthhut.simulator.device.glucose;

import java.time.Duration;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.VirtualDevice;
import org.jspecify.annotations.Nullable;

/**
 * A meter that keeps what it measures and tells it over its cable: the measurement is over when the
 * result is in the memory. Nobody needs a kiosk for it.
 */
final class KeepingMeter implements VirtualDevice {
  private final MeterMemory memory;
  private final Dialogue dialogue;
  private final TestStrip strip = new TestStrip();
  private Panel last = Panel.idle("---", "", "待机", "Ready");

  KeepingMeter(MeterMemory memory, Dialogue dialogue) {
    this.memory = memory;
    this.dialogue = dialogue;
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return switch (happening) {
      case Happening.PluggedIn() -> reply(dialogue.pluggedIn(uptime));
      case Happening.Asked(var measurement) -> {
        strip.insert(measurement, uptime);
        yield reply(List.of());
      }
      case Happening.Woken() -> woken(uptime);
      case Happening.Stopped() -> stop();
      case Happening.Paced(var pace) -> {
        strip.pace(pace, uptime);
        yield reply(List.of());
      }
      case Happening.Heard(var bytes) -> reply(dialogue.heard(bytes, uptime));
      case Happening.Unplugged(), Happening.Shown(_) -> reply(List.of());
    };
  }

  private Reply woken(Duration uptime) {
    if (strip.turn(uptime) instanceof TestStrip.Turn.Done(var found)) {
      memory.keep(found);
      last = result(found);
      return reply(dialogue.stored(uptime))
          .ending(found.failed() ? Ending.FAILED : Ending.MEASURED);
    }
    var due = dialogue.wakeAt();
    return reply(due == null || due.compareTo(uptime) > 0 ? List.of() : dialogue.woken(uptime));
  }

  private Reply stop() {
    if (!strip.isIn()) {
      return reply(List.of());
    }
    strip.pullOut();
    last = TestStrip.pulledOut();
    return reply(List.of()).ending(Ending.STOPPED);
  }

  private Panel result(Measurement found) {
    return found.failed()
        ? Panel.failed(found.error(), "测量失败", "Measurement failed")
        : Panel.done(memory.shown(found), "mmol/L", "已存储", "Stored");
  }

  private Reply reply(List<Transmission> sends) {
    return new Reply(sends, earlier(strip.wakeAt(), dialogue.wakeAt()), null);
  }

  private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public Panel panel() {
    return strip.isIn() ? strip.panel() : dialogue.panel().orElse(last);
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return dialogue.note(fromKiosk);
  }
}
