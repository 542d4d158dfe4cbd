package org.healthhut.device.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.LineSettings;

/**
 * The client's side of RFC 2217: how a serial port behind a server is set. Does no I/O: told what
 * came, it says what to write, what the device said and whether the port is as it must be.
 *
 * <p>First both sides agree on the options, then every setting is sent, and each answer is compared
 * with what was asked for: the server answers with what the port has come to be set to.
 */
final class ComPort {
  private static final int BINARY = 0;
  private static final int SUPPRESS_GO_AHEAD = 3;
  private static final int COM_PORT = 44;

  /** Both ways: eight bits, and no turns to be taken (RFC 2217, section 2). */
  private static final Set<Integer> BOTH_WAYS = Set.of(BINARY, SUPPRESS_GO_AHEAD);

  private static final int PURGE_DATA = 12;
  private static final int PURGE_BOTH = 3;

  /** A server answers with its own number for each of the client's commands. */
  private static final int ANSWER = 100;

  /** What of a port is set, by the client's command (RFC 2217, section 3). */
  enum Property {
    BAUD(1, "baud"),
    DATA_BITS(2, "data bits"),
    PARITY(3, "parity"),
    STOP_BITS(4, "stop bits"),
    FLOW_CONTROL(5, "flow control");

    private final int command;
    private final String title;

    Property(int command, String title) {
      this.command = command;
      this.title = title;
    }
  }

  /** What came of it, beside bytes to write. */
  sealed interface Step {
    /** Bytes of the device. */
    record Data(Bytes bytes) implements Step {}

    /** What the device said so far is from before. */
    record Purged() implements Step {}

    /**
     * The server cannot be worked with.
     *
     * @param why with the remedy
     */
    record Refused(String why) implements Step {}
  }

  /** What to write, and what came of it. */
  record Answer(Bytes write, List<Step> steps) {
    Answer {
      steps = List.copyOf(steps);
    }
  }

  private final Telnet telnet = new Telnet();
  private final LineSettings settings;
  private final Map<Property, Integer> wanted = new TreeMap<>();
  private final Set<Property> missing;

  /** What the server does and lets us do, by option, so that nothing is said twice. */
  private final Set<Integer> serverDoes = new TreeSet<>();

  private final Set<Integer> weDo = new TreeSet<>();
  private boolean settingsSent;
  private boolean purged;

  ComPort(LineSettings settings) {
    this.settings = settings;
    wanted.put(Property.BAUD, settings.baud());
    wanted.put(Property.DATA_BITS, settings.dataBits());
    wanted.put(
        Property.PARITY,
        switch (settings.parity()) {
          case NONE -> 1;
          case ODD -> 2;
          case EVEN -> 3;
        });
    wanted.put(Property.STOP_BITS, settings.stopBits());
    // 1 is none: XON and XOFF would take bytes out of what the device says.
    wanted.put(Property.FLOW_CONTROL, 1);
    missing = new TreeSet<>(wanted.keySet());
  }

  /** What to write first. */
  static Bytes hello() {
    return Telnet.negotiation(Telnet.WILL, BINARY)
        .plus(Telnet.negotiation(Telnet.DO, BINARY))
        .plus(Telnet.negotiation(Telnet.WILL, SUPPRESS_GO_AHEAD))
        .plus(Telnet.negotiation(Telnet.DO, SUPPRESS_GO_AHEAD))
        .plus(Telnet.negotiation(Telnet.WILL, COM_PORT));
  }

  /**
   * Throws away what the server holds of both directions; what comes before {@link Step.Purged} is
   * from before.
   */
  Bytes purge() {
    purged = false;
    return Telnet.subnegotiation(COM_PORT, Bytes.of(PURGE_DATA, PURGE_BOTH));
  }

  /** Whether the port is set as asked for. */
  boolean set() {
    return missing.isEmpty();
  }

  boolean purged() {
    return purged;
  }

  /** What has not been answered, for people. */
  String waitingFor() {
    if (!weDo.contains(COM_PORT)) {
      return "its consent to RFC 2217; if it passes raw bytes, configure tcp:// and set "
          + settings
          + " on the server";
    }
    return "the setting of "
        + missing.stream().map(property -> property.title).toList()
        + "; restart the serial server";
  }

  Answer received(Bytes bytes) {
    var write = new ArrayList<Bytes>();
    var steps = new ArrayList<Step>();
    for (var item : telnet.received(bytes)) {
      switch (item) {
        case Telnet.Item.Data(var data) -> steps.add(new Step.Data(data));
        case Telnet.Item.Negotiation(var verb, var option) -> negotiate(verb, option, write, steps);
        case Telnet.Item.Subnegotiation(var option, var content) when option == COM_PORT ->
            answered(content, steps);
        // What other options say, and what servers notify of, changes nothing here.
        case Telnet.Item.Subnegotiation _, Telnet.Item.Command _, Telnet.Item.Malformed _ -> {}
      }
    }
    return new Answer(write.stream().reduce(Bytes.EMPTY, Bytes::plus), steps);
  }

  private void negotiate(int verb, int option, List<Bytes> write, List<Step> steps) {
    switch (verb) {
      case Telnet.DO -> {
        if (option == COM_PORT || BOTH_WAYS.contains(option)) {
          weDo.add(option);
          sendSettings(write);
        } else {
          write.add(Telnet.negotiation(Telnet.WONT, option));
        }
      }
      case Telnet.DONT -> {
        weDo.remove(option);
        if (option == COM_PORT) {
          steps.add(
              new Step.Refused(
                  "the serial server refuses RFC 2217: switch it on there, or configure tcp:// and"
                      + " set "
                      + settings
                      + " on the server"));
        } else if (option == BINARY) {
          steps.add(refusedBinary());
        }
      }
      case Telnet.WILL -> {
        if (BOTH_WAYS.contains(option)) {
          serverDoes.add(option);
        } else if (option == COM_PORT) {
          // Some servers offer it instead of asking us for it; each side may begin.
          if (serverDoes.add(option)) {
            write.add(Telnet.negotiation(Telnet.DO, option));
          }
        } else {
          write.add(Telnet.negotiation(Telnet.DONT, option));
        }
      }
      default -> {
        serverDoes.remove(option);
        if (option == BINARY) {
          steps.add(refusedBinary());
        }
      }
    }
  }

  private static Step refusedBinary() {
    return new Step.Refused(
        "the serial server refuses eight-bit bytes (Telnet BINARY): set its port to binary");
  }

  private void sendSettings(List<Bytes> write) {
    if (settingsSent || !weDo.contains(COM_PORT)) {
      return;
    }
    settingsSent = true;
    wanted.forEach((property, value) ->
        write.add(
            Telnet.subnegotiation(
                COM_PORT,
                property == Property.BAUD
                    ? Bytes.of(
                        property.command,
                        value >>> 24,
                        value >>> 16 & 0xFF,
                        value >>> 8 & 0xFF,
                        value & 0xFF)
                    : Bytes.of(property.command, value))));
    write.add(purge());
  }

  private void answered(Bytes content, List<Step> steps) {
    if (content.isEmpty()) {
      return;
    }
    int command = content.u8(0) - ANSWER;
    if (command == PURGE_DATA) {
      purged = true;
      steps.add(new Step.Purged());
      return;
    }
    for (var entry : wanted.entrySet()) {
      if (entry.getKey().command == command) {
        compare(entry.getKey(), entry.getValue(), content.drop(1), steps);
      }
    }
  }

  private void compare(Property property, int asked, Bytes answer, List<Step> steps) {
    boolean whole = answer.length() == (property == Property.BAUD ? 4 : 1);
    int value = whole && property == Property.BAUD ? answer.u16be(0) << 16 | answer.u16be(2) : -1;
    if (whole && property != Property.BAUD) {
      value = answer.u8(0);
    }
    if (property == Property.FLOW_CONTROL && value > 3) {
      return; // of break, DTR or RTS, which are set by the same command
    }
    if (value == asked) {
      missing.remove(property);
      return;
    }
    steps.add(
        new Step.Refused(
            "the serial server does not set %s to %s but to %s: choose what the server and the"
                    .formatted(property.title, name(property, asked), name(property, value))
                + " device both can, or set the port on the server"));
  }

  private static String name(Property property, int value) {
    return switch (property) {
      case BAUD, DATA_BITS, STOP_BITS -> value < 0 ? "nothing" : String.valueOf(value);
      case PARITY ->
          switch (value) {
            case 1 -> "none";
            case 2 -> "odd";
            case 3 -> "even";
            default -> "parity " + value;
          };
      case FLOW_CONTROL ->
          switch (value) {
            case 1 -> "none";
            case 2 -> "XON/XOFF";
            case 3 -> "RTS/CTS";
            default -> "flow control " + value;
          };
    };
  }
}
