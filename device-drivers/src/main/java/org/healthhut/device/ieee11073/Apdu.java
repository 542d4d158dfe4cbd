package org.healthhut.device.ieee11073;

import org.healthhut.bytes.Bytes;

/**
 * What an APDU is (ieee-11073.md, APDU and Handshake), and those we send.
 *
 * <pre>
 * association request   E200 length | version 80000000 | list of protocols: id, length, information
 *   information of 5079 version(4) encoding(2) nomenclature(4) units(4) system type(4)
 *                       system id(2 + 8) configuration(2) request modes(4) options(list)
 * data                  E700 length | length | invoke id(2) command(2) length(2) ...
 *   event report        object(2) time(4) event(2) length(2) ...
 * </pre>
 */
sealed interface Apdu {
  /**
   * The device wants to associate.
   *
   * @param system the device's own number, 8 bytes
   * @param configuration what it will send, by the number of the arrangement
   */
  record Request(Bytes system, int configuration) implements Apdu {}

  /** The device wants a protocol or an encoding we do not speak. */
  record Foreign() implements Apdu {}

  record ReleaseRequest() implements Apdu {}

  record ReleaseResponse() implements Apdu {}

  record Abort() implements Apdu {}

  /**
   * The device reports something.
   *
   * @param confirmed it waits for our answer
   * @param event which report
   */
  record Event(int invoke, boolean confirmed, int object, int event, Bytes information)
      implements Apdu {}

  /** A command that is no event report. */
  record OtherCommand(int command) implements Apdu {}

  record Malformed(String why) implements Apdu {}

  int REQUEST = 0xE200;
  int RELEASE_REQUEST = 0xE400;
  int RELEASE_RESPONSE = 0xE500;
  int ABORT = 0xE600;
  int DATA = 0xE700;

  int ACCEPTED = 0x0000;

  /** Accepted, and the configuration has to be sent first. */
  int ACCEPTED_UNKNOWN_CONFIGURATION = 0x0003;

  int CONFIGURATION_ACCEPTED = 0x0000;

  /** Not in the note: ISO/IEEE 11073-20601, ConfigResult. */
  int CONFIGURATION_UNSUPPORTED = 0x0001;

  /** The first bytes of our answer to an association request, and what stands behind the result. */
  Bytes RESPONSE_HEADER = Bytes.of(0xE3, 0x00, 0x00, 0x2C);

  /** Ieee-11073.md, Handshake; the system id in it is the note's. */
  Bytes RESPONSE_REST =
      Bytes.hex(
          "50 79 00 26 80 00 00 00 80 00 80 00 00 00 00 00 00 00 80 00 00 00 00 08 0A 0B 0C 0D 0E 0F"
              + " 10 11 00 00 00 00 00 00 00 00 00 00");

  /** Normal release. */
  Bytes RELEASED = Bytes.of(0xE5, 0x00, 0x00, 0x02, 0x00, 0x00);

  /** For an undefined reason. */
  Bytes ABORTED = Bytes.of(0xE6, 0x00, 0x00, 0x02, 0x00, 0x00);

  int PROTOCOL_20601 = 0x5079;
  int ENCODING_MDER = 0x8000;
  int VERSION_1 = 0x8000_0000;
  int SYSTEM_ID = 8;

  int UNCONFIRMED_EVENT = 0x0100;
  int CONFIRMED_EVENT = 0x0101;

  static Apdu decode(Bytes apdu) {
    int choice = apdu.u16be(0);
    var reader = new Mder(apdu.drop(ApduFraming.HEADER));
    return switch (choice) {
      case REQUEST -> request(reader);
      case RELEASE_REQUEST -> reason(reader, new ReleaseRequest());
      case RELEASE_RESPONSE -> reason(reader, new ReleaseResponse());
      case ABORT -> reason(reader, new Abort());
      case DATA -> data(reader);
      default -> new Malformed("a device sends no such APDU");
    };
  }

  private static Apdu reason(Mder reader, Apdu meant) {
    reader.u16();
    var problem = reader.problem();
    return problem == null ? meant : new Malformed(problem);
  }

  /** One protocol a device offers. */
  record Offer(int protocol, Bytes information) {}

  private static Apdu request(Mder reader) {
    int version = reader.s32();
    var offers = reader.list(each -> new Offer(each.u16(), each.octets()));
    var problem = reader.problem();
    if (problem != null) {
      return new Malformed(problem);
    }
    return offers.stream()
        .filter(offer -> version == VERSION_1 && offer.protocol() == PROTOCOL_20601)
        .findFirst()
        .map(offer -> offered(new Mder(offer.information())))
        .orElse(new Foreign());
  }

  private static Apdu offered(Mder reader) {
    reader.s32();
    int encodings = reader.u16();
    reader.s32();
    reader.s32();
    reader.s32();
    var system = reader.octets();
    int configuration = reader.u16();
    reader.s32();
    reader.list(option -> new Offer(option.u16(), option.octets()));
    var problem = reader.problem();
    if (problem != null) {
      return new Malformed(problem);
    }
    if (system.length() != SYSTEM_ID) {
      return new Malformed("a system id has 8 bytes");
    }
    return (encodings & ENCODING_MDER) == 0 ? new Foreign() : new Request(system, configuration);
  }

  private static Apdu data(Mder reader) {
    var inner = new Mder(reader.octets());
    int invoke = inner.u16();
    int command = inner.u16();
    var body = inner.octets();
    reader.adopt(inner);
    var problem = reader.problem();
    if (problem != null) {
      return new Malformed(problem);
    }
    if (command != CONFIRMED_EVENT && command != UNCONFIRMED_EVENT) {
      return new OtherCommand(command);
    }
    var report = new Mder(body);
    int object = report.u16();
    report.s32();
    int event = report.u16();
    var information = report.octets();
    var wrong = report.problem();
    return wrong == null
        ? new Event(invoke, command == CONFIRMED_EVENT, object, event, information)
        : new Malformed(wrong);
  }

  /** Our answer to an association request. */
  static Bytes response(int result) {
    return RESPONSE_HEADER.plus(twoBytes(result)).plus(RESPONSE_REST);
  }

  /** Our answer to a confirmed event report: command 0201, time 0. */
  static Bytes confirmation(Event event, Bytes information) {
    var body =
        twoBytes(event.object())
            .plus(Bytes.of(0, 0, 0, 0))
            .plus(twoBytes(event.event()))
            .plus(withLength(information));
    var command = twoBytes(event.invoke()).plus(Bytes.of(0x02, 0x01)).plus(withLength(body));
    return twoBytes(DATA).plus(withLength(withLength(command)));
  }

  static Bytes twoBytes(int number) {
    return Bytes.of(number >> 8, number & 0xFF);
  }

  private static Bytes withLength(Bytes bytes) {
    return twoBytes(bytes.length()).plus(bytes);
  }
}
