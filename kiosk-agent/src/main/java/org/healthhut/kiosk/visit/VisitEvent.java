package org.healthhut.kiosk.visit;

import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.vital.Moment;

/** Something that happened, and when. */
public sealed interface VisitEvent {
  Moment at();

  /** A person touched the screen. */
  sealed interface Touch extends VisitEvent {}

  /** 开始测量. */
  record Begin(Moment at) implements Touch {}

  /** 不登记,先测. */
  record AsGuest(Moment at) implements Touch {}

  /** A key of the keypad: a digit or X. */
  record Key(Moment at, char key) implements Touch {
    @Override
    public String toString() {
      return "Key[hidden]";
    }
  }

  /** Takes the last character back. */
  record Erase(Moment at) implements Touch {}

  record Clear(Moment at) implements Touch {}

  /** What was typed is the number. */
  record Confirm(Moment at) implements Touch {}

  /** The whole number at once, as a card reader gives it; confirmed with it. */
  record Identify(Moment at, String number) implements Touch {
    @Override
    public String toString() {
      return "Identify[hidden]";
    }
  }

  /** Away from here: back, 结束, 完成. */
  record End(Moment at) implements Touch {}

  /** 还在. */
  record Stay(Moment at) implements Touch {}

  /** Start or stop a device. */
  record AskDevice(Moment at, String device, Stimulus.Request request) implements Touch {}

  /** The message about a device's fault was read. */
  record Understood(Moment at, String device) implements Touch {}

  /**
   * A device said something.
   *
   * @param model the catalogue's id of its model
   */
  record Heard(Moment at, String device, String model, DeviceEvent event) implements VisitEvent {}

  /**
   * The presence switch saw somebody come, or everybody leave. It cannot tell one person from the
   * next.
   */
  record Presence(Moment at, boolean occupied) implements VisitEvent {}

  /** A record is durable. */
  record Saved(Moment at, Receipt receipt, long seq) implements VisitEvent {}

  /** A record could not be made durable. */
  record NotSaved(Moment at, Receipt receipt) implements VisitEvent {}

  /** The district has committed everything up to {@code through}. */
  record Acknowledged(Moment at, long through) implements VisitEvent {}

  /** Time has passed. */
  record Tick(Moment at) implements VisitEvent {}

  /** The agent is about to stop. */
  record Stopping(Moment at) implements VisitEvent {}
}
