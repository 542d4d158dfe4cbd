package org.healthhut.device.onetouch;

import org.healthhut.bytes.Bytes;

/** How packets carry messages: numbered and acknowledged, or plain. */
sealed interface BinaryLink {
  /** What a packet means to the link. */
  sealed interface Heard {
    /**
     * A message for the first time.
     *
     * @param acknowledgement to be written, empty where the link has none
     */
    record Message(Bytes message, Bytes acknowledgement) implements Heard {}

    /** The packet before, sent again: our acknowledgement was lost. */
    record Repeated(Bytes acknowledgement) implements Heard {}

    record Acknowledged() implements Heard {}

    /** The link is at its beginning. */
    record Reset() implements Heard {}

    record Strange(String why) implements Heard {}
  }

  /** The packet that carries {@code message} and, sent again, is known as the same one. */
  Bytes request(Bytes message);

  Heard heard(Bytes body);

  /**
   * UltraMini and UltraEasy: each side numbers its messages by one bit and says which number it
   * expects next (onetouch-binary.md, Link control bits). Confined to its driver.
   */
  final class Numbered implements BinaryLink {
    private static final int SENT = 0x01;
    private static final int EXPECTED = 0x02;
    private static final int ACKNOWLEDGEMENT = 0x04;
    private static final int DISCONNECT = 0x08;

    /** 02 06 08 03 C2 62 (onetouch-binary.md, exchange, 0). */
    static final Bytes RESET = BinaryFraming.frame(Bytes.of(DISCONNECT));

    private int sent;
    private int expected;
    private boolean unacknowledged;

    @Override
    public Bytes request(Bytes message) {
      unacknowledged = true;
      return packet(0, message);
    }

    private Bytes packet(int bits, Bytes message) {
      return BinaryFraming.frame(Bytes.of(sent | expected << 1 | bits).plus(message));
    }

    private Bytes acknowledgement() {
      return packet(ACKNOWLEDGEMENT, Bytes.EMPTY);
    }

    @Override
    public Heard heard(Bytes body) {
      int control = body.u8(0);
      var message = body.drop(1);
      if (control == (DISCONNECT | ACKNOWLEDGEMENT) && message.isEmpty()) {
        sent = 0;
        expected = 0;
        unacknowledged = false;
        return new Heard.Reset();
      }
      if ((control & ~(SENT | EXPECTED | ACKNOWLEDGEMENT)) != 0) {
        return new Heard.Strange("link control %02X".formatted(control));
      }
      if (message.isEmpty() && (control & ACKNOWLEDGEMENT) == 0) {
        return new Heard.Strange("empty packet");
      }
      if (!message.isEmpty() && (control & SENT) != expected) {
        return new Heard.Repeated(acknowledgement());
      }
      if (unacknowledged && (control & EXPECTED) >> 1 != sent) {
        unacknowledged = false;
        sent ^= 1;
      }
      if (message.isEmpty()) {
        return new Heard.Acknowledged();
      }
      if (unacknowledged) {
        return new Heard.Strange("no answer to what was asked");
      }
      expected ^= 1;
      return new Heard.Message(message, acknowledgement());
    }
  }

  /** Verio IQ: link control is always 00 (onetouch-binary.md, table of models). */
  record Plain() implements BinaryLink {
    @Override
    public Bytes request(Bytes message) {
      return BinaryFraming.frame(Bytes.of(0).plus(message));
    }

    @Override
    public Heard heard(Bytes body) {
      int control = body.u8(0);
      return control == 0 && body.length() > 1
          ? new Heard.Message(body.drop(1), Bytes.EMPTY)
          : new Heard.Strange("link control %02X".formatted(control));
    }
  }
}
