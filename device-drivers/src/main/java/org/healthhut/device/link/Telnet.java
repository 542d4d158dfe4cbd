package org.healthhut.device.link;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;

/**
 * Takes Telnet's commands out of a stream of bytes (RFC 854, RFC 855): pure but for what it has to
 * remember of a command cut in two. Bounded: a subnegotiation longer than any of RFC 2217's is
 * passed over.
 */
final class Telnet {
  static final int IAC = 255;
  static final int DONT = 254;
  static final int DO = 253;
  static final int WONT = 252;
  static final int WILL = 251;
  static final int SB = 250;
  static final int SE = 240;

  /** The longest one that anybody needs is a server's signature. */
  private static final int SUBNEGOTIATION_MAX = 256;

  /** What was in the stream, in its order. */
  sealed interface Item {
    /** Bytes of the line itself, never empty. */
    record Data(Bytes bytes) implements Item {}

    /**
     * An option is offered, asked for, or neither.
     *
     * @param verb {@link #WILL}, {@link #WONT}, {@link #DO} or {@link #DONT}
     */
    record Negotiation(int verb, int option) implements Item {}

    /** What belongs to one option, with doubled IACs made single. */
    record Subnegotiation(int option, Bytes bytes) implements Item {}

    /** Any other command: nothing, are you there, break … */
    record Command(int code) implements Item {}

    /** A subnegotiation that was too long or ended strangely. */
    record Malformed(String why) implements Item {}
  }

  private enum State {
    DATA,
    COMMAND,
    NEGOTIATION,
    OPTION,
    SUBNEGOTIATION,
    SUBNEGOTIATION_COMMAND
  }

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream subnegotiation = new ByteArrayOutputStream();
  private State state = State.DATA;
  private int verb;
  private int option;

  /** Doubles each byte that would begin a command (RFC 856). */
  static Bytes escaped(Bytes bytes) {
    if (bytes.indexOf(IAC, 0) < 0) {
      return bytes;
    }
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length(); i++) {
      out.write(bytes.u8(i));
      if (bytes.u8(i) == IAC) {
        out.write(IAC);
      }
    }
    return Bytes.copyOf(out.toByteArray());
  }

  static Bytes negotiation(int verb, int option) {
    return Bytes.of(IAC, verb, option);
  }

  static Bytes subnegotiation(int option, Bytes bytes) {
    return Bytes.of(IAC, SB, option).plus(escaped(bytes)).plus(Bytes.of(IAC, SE));
  }

  List<Item> received(Bytes bytes) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < bytes.length(); i++) {
      take(bytes.u8(i), items);
    }
    endData(items);
    return items;
  }

  private void take(int value, List<Item> items) {
    switch (state) {
      case DATA -> {
        if (value == IAC) {
          state = State.COMMAND;
        } else {
          data.write(value);
        }
      }
      case COMMAND -> command(value, items);
      case NEGOTIATION -> {
        endData(items);
        items.add(new Item.Negotiation(verb, value));
        state = State.DATA;
      }
      case OPTION -> {
        option = value;
        subnegotiation.reset();
        state = State.SUBNEGOTIATION;
      }
      case SUBNEGOTIATION -> {
        if (value == IAC) {
          state = State.SUBNEGOTIATION_COMMAND;
        } else {
          keep(value);
        }
      }
      case SUBNEGOTIATION_COMMAND -> {
        switch (value) {
          case IAC -> {
            keep(IAC);
            state = State.SUBNEGOTIATION;
          }
          case SE -> {
            endSubnegotiation(items);
            state = State.DATA;
          }
          default -> {
            // Its end is lost; what comes is a command of its own.
            endData(items);
            items.add(new Item.Malformed("a subnegotiation without an end"));
            command(value, items);
          }
        }
      }
    }
  }

  private void command(int value, List<Item> items) {
    state = State.DATA;
    switch (value) {
      case IAC -> data.write(IAC);
      case WILL, WONT, DO, DONT -> {
        verb = value;
        state = State.NEGOTIATION;
      }
      case SB -> state = State.OPTION;
      default -> {
        endData(items);
        items.add(new Item.Command(value));
      }
    }
  }

  private void keep(int value) {
    if (subnegotiation.size() <= SUBNEGOTIATION_MAX) {
      subnegotiation.write(value);
    }
  }

  private void endSubnegotiation(List<Item> items) {
    endData(items);
    items.add(
        subnegotiation.size() > SUBNEGOTIATION_MAX
            ? new Item.Malformed("a subnegotiation of more than " + SUBNEGOTIATION_MAX + " bytes")
            : new Item.Subnegotiation(option, Bytes.copyOf(subnegotiation.toByteArray())));
  }

  private void endData(List<Item> items) {
    if (data.size() > 0) {
      items.add(new Item.Data(Bytes.copyOf(data.toByteArray())));
      data.reset();
    }
  }
}
