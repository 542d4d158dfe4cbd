package org.healthhut.device.samcard;

import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;

/** What a reply of the module means (sam-id-card.md, Replies). */
sealed interface SamReply {
  /** The module is there and well. */
  record Ready() implements SamReply {}

  /**
   * Who the module is.
   *
   * @param number as it is printed on modules
   */
  record ModuleNumber(String number) implements SamReply {}

  record CardFound() implements SamReply {}

  record NoCard() implements SamReply {}

  record CardSelected() implements SamReply {}

  /** The text of a card; its photo is left behind. Prints itself hidden. */
  record CardRead(Bytes text) implements SamReply {
    @Override
    public String toString() {
      return "CardRead[hidden]";
    }
  }

  /**
   * The module could not.
   *
   * @param lasting whether trying again without lifting the card changes nothing
   */
  record Failure(Fault fault, String detail, boolean lasting) implements SamReply {}

  record Malformed(String why) implements SamReply {}

  int STATUS = 3;

  int TEXT_BYTES = 256;
  int PHOTO_BYTES = 1024;

  /** Decodes a body of {@link SamFraming}. */
  static SamReply decode(Bytes body) {
    if (body.u8(0) != 0 || body.u8(1) != 0) {
      return new Malformed("SW1 and SW2 are not zero");
    }
    var data = body.drop(STATUS);
    int sw3 = body.u8(2);
    return switch (sw3) {
      case 0x90 -> done(data);
      case 0x9F ->
          data.equals(Bytes.of(0, 0, 0, 0))
              ? new CardFound()
              : new Malformed("card found, with other data than the note has");
      default -> data.isEmpty() ? failure(sw3) : new Malformed("an error code with data");
    };
  }

  /** Each command has its own number of data bytes, which tells an answer to an older one. */
  private static SamReply done(Bytes data) {
    return switch (data.length()) {
      case 0 -> new Ready();
      case 8 -> new CardSelected();
      case 16 -> new ModuleNumber(moduleNumber(data));
      case 4 + TEXT_BYTES + PHOTO_BYTES ->
          data.u16be(0) == TEXT_BYTES && data.u16be(2) == PHOTO_BYTES
              ? new CardRead(data.slice(4, 4 + TEXT_BYTES))
              : new Malformed("other lengths of text and photo than the note has");
      default -> new Malformed("an answer of a length no command has");
    };
  }

  private static String moduleNumber(Bytes data) {
    return "%02d.%02d-%08d-%010d-%010d"
        .formatted(data.u16le(0), data.u16le(2), u32le(data, 4), u32le(data, 8), u32le(data, 12));
  }

  private static long u32le(Bytes data, int at) {
    return (long) data.u16le(at + 2) << 16 | data.u16le(at);
  }

  /** sam-id-card.md, SW3 codes. */
  private static SamReply failure(int sw3) {
    return switch (sw3) {
      case 0x80 -> new NoCard();
      case 0x10 -> new Failure(Fault.BAD_DATA, "checksum error (10)", false);
      case 0x11 -> new Failure(Fault.BAD_DATA, "length error (11)", false);
      case 0x21 -> new Failure(Fault.BAD_DATA, "command error (21)", false);
      case 0x24 -> new Failure(Fault.BAD_DATA, "unknown command (24)", false);
      case 0x31, 0x32, 0x33 ->
          new Failure(Fault.CARD_UNREADABLE, "authentication failed (%02X)".formatted(sw3), false);
      case 0x40 ->
          new Failure(Fault.CARD_UNREADABLE, "this is not a resident identity card (40)", true);
      case 0x41 -> new Failure(Fault.CARD_UNREADABLE, "read failed (41)", false);
      case 0x47 -> new Failure(Fault.CARD_UNREADABLE, "random number failed (47)", false);
      case 0x60 -> new Failure(Fault.SENSOR, "self-test failed (60)", true);
      case 0x66 -> new Failure(Fault.SENSOR, "module not authorised (66)", true);
      case 0x81 -> new Failure(Fault.CARD_UNREADABLE, "select failed (81)", false);
      case 0x91 -> new Failure(Fault.CARD_UNREADABLE, "no such content on the card (91)", true);
      default -> new Failure(Fault.BAD_DATA, "unknown code %02X".formatted(sw3), false);
    };
  }
}
