package org.healthhut.kiosk.devices;

import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Fault;
import org.healthhut.vital.Moment;

/**
 * How one device stands.
 *
 * @param cause why it is not ready, for the technician; empty when it is
 * @param since when it came to stand so
 */
public record DeviceHealth(State state, String cause, Moment since) {
  public enum State {
    /** The line cannot be opened, was lost, or the device on it does not answer. */
    OFFLINE("offline"),
    /** The line is being opened. */
    CONNECTING("connecting"),
    /** The line is open and nothing speaks against the device. */
    READY("ready"),
    /** It works, but is set up wrong; the cause names the setting. */
    MISCONFIGURED("misconfigured"),
    /** Taken out of use, however well it works; the cause is the note for residents. */
    DISABLED("disabled");

    private final String key;

    State(String key) {
      this.key = key;
    }

    /** As the state topic and the screen name it. */
    public String key() {
      return key;
    }
  }

  public static DeviceHealth connecting(Moment since) {
    return new DeviceHealth(State.CONNECTING, "", since);
  }

  public static DeviceHealth ready(Moment since) {
    return new DeviceHealth(State.READY, "", since);
  }

  public static DeviceHealth offline(String cause, Moment since) {
    return new DeviceHealth(State.OFFLINE, cause, since);
  }

  /**
   * Taken out of use.
   *
   * @param note what residents are told
   */
  public static DeviceHealth disabled(String note, Moment since) {
    return new DeviceHealth(State.DISABLED, note, since);
  }

  /** How the device stands after it was heard saying {@code event} over an open line. */
  DeviceHealth after(DeviceEvent event, Moment now) {
    return switch (event) {
      case DeviceEvent.Failed(Fault fault, var detail) when fault == Fault.SILENT ->
          change(State.OFFLINE, detail, now);
      case DeviceEvent.Status(var state, var detail)
          when state == DeviceEvent.State.MISCONFIGURED ->
          change(State.MISCONFIGURED, detail, now);
      case DeviceEvent.Measured _, DeviceEvent.Progress _, DeviceEvent.Status _ ->
          change(State.READY, "", now);
      case DeviceEvent.Failed _,
          DeviceEvent.Refused _,
          DeviceEvent.Identified _,
          DeviceEvent.ClockRead _,
          DeviceEvent.Setting _,
          DeviceEvent.Presented _ ->
          this;
    };
  }

  private DeviceHealth change(State to, String why, Moment now) {
    return to == state && why.equals(cause) ? this : new DeviceHealth(to, why, now);
  }
}
