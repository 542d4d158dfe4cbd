package org.healthhut.device.link;

import java.util.List;
import org.healthhut.device.LineSettings;
import org.jspecify.annotations.Nullable;

/**
 * Why a serial port does not open, in words a technician can act on: the port, the cause and the
 * remedy. Pure.
 *
 * @param name what the configuration calls the port
 * @param account that this program runs as
 * @param group that may use the port; null where the machine does not tell
 */
record Refusal(String name, String account, @Nullable String group) {
  /** The errno values of Linux that opening a port can end in. */
  private static final int EPERM = 1;

  /** jSerialComm also says 2 when this program has the port open already. */
  private static final int ENOENT = 2;

  private static final int EIO = 5;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;

  /** What a group that may use serial ports is called where nothing says otherwise. */
  private static final String USUAL_GROUP = "dialout";

  String missing() {
    return message("there is no such device", "plug it in or correct the configured port");
  }

  String noPath() {
    return message("it is no path", "correct the configured port");
  }

  String noSerialPort() {
    return message("it is no serial port", "correct the configured port");
  }

  String forbidden() {
    // A port of group root shall not be opened by making the kiosk a root account.
    var joined = group == null || group.equals("root") ? USUAL_GROUP : group;
    var first = joined.equals(group) ? "" : "'chgrp %s %s' and ".formatted(joined, name);
    return message(
        "account " + account + " may not use it, group " + (group == null ? "?" : group) + " may",
        "%s'usermod -a -G %s %s' as root, then start the program again"
            .formatted(first, joined, account));
  }

  String held(List<Holder> holders) {
    if (holders.isEmpty()) {
      return message(
          "another program holds it", "stop that program; 'fuser " + name + "' finds it");
    }
    var first = holders.getFirst();
    return message(
        "program " + first.program() + " (process " + first.process() + ") holds it",
        first.program().contains("getty")
            ? "take the console off this port: 'systemctl disable --now serial-getty@PORT' as root"
            : "stop that program");
  }

  /**
   * @param error the errno value
   * @param exists whether the port is still there
   * @param holders who has it open, as far as can be seen
   */
  String refused(int error, boolean exists, LineSettings settings, List<Holder> holders) {
    return switch (error) {
      case EPERM, EACCES -> forbidden();
      case ENOENT ->
          exists
              ? message("this program has it open already", "configure each port once")
              : message("it has just gone", "plug it in again");
      case EAGAIN, EBUSY -> held(holders);
      case EIO, ENXIO, ENODEV ->
          message("the device does not answer", "unplug it and plug it in again");
      case EINVAL, ENOTTY ->
          message(
              "it is no serial port or does not take " + settings, "correct the configured port");
      default -> message("error " + error, "look the number up in errno(3)");
    };
  }

  private String message(String cause, String remedy) {
    return "cannot open " + name + ": " + cause + "; " + remedy;
  }
}
