package org.healthhut.simulator.device.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Document;
import org.healthhut.simulator.device.Document.IdCard;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Intake;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Transmission;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.jspecify.annotations.Nullable;

/**
 * Identity card reader with a SAM_V module: finds, selects and reads the card that lies on it, once
 * until it is lifted.
 *
 * <pre>
 * AA AA AA 96 69  length (2)  CMD PARA data  XOR from the length on      length counts what follows
 * AA AA AA 96 69  length (2)  00 00 SW3 data XOR
 * 10 FF reset   11 FF status   12 FF module number   20 01 find   20 02 select
 * 30 01 text, photo   30 10 and fingerprint   30 03 latest address   60 0n baud rate
 * </pre>
 *
 * <p>Source: protocols/sam-id-card.md. A wrong checksum is answered 10, a length no command has 11,
 * parameters a command has not 21, another command 24. A {@link Document.Unreadable} is answered
 * with its own SW3: 60 and 66 whatever is asked, 40 and 81 when it is selected, the others when it
 * is read. guess: those three places; that select without find and read without select fail (81,
 * 41); that there is never a latest address (91); a ready answer to reset and to a new baud rate.
 */
final class SamReader implements VirtualDevice {
  static final Bytes START = Bytes.hex("AA AA AA 96 69");

  private static final int OK = 0x90;
  private static final int FOUND = 0x9F;
  private static final int NO_CARD = 0x80;
  private static final int SELECT_FAILED = 0x81;
  private static final int READ_FAILED = 0x41;
  private static final int NOT_ON_CARD = 0x91;
  private static final int WRONG_CHECKSUM = 0x10;
  private static final int WRONG_LENGTH = 0x11;
  private static final int WRONG_COMMAND = 0x21;
  private static final int UNKNOWN_COMMAND = 0x24;

  /** What a module reports of itself whether or not a card is there. */
  private static final Set<String> OF_THE_MODULE = Set.of("60", "66");

  /** What is found out when a card is selected. */
  private static final Set<String> WHEN_SELECTED = Set.of("40", "81");

  private static final int PHOTO_LENGTH = 1024;
  private static final int FINGERPRINT_LENGTH = 1024;
  private static final int REQUEST_MAX = 16;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

  private static final Duration READY_AFTER = Duration.ofMillis(1500);
  private static final Duration LIES_FOR = Duration.ofSeconds(5);

  /** However fast people are: a reader looks twice a second and then reads. */
  private static final Duration LIES_AT_LEAST = Duration.ofSeconds(4);

  private final Intake intake = new Intake(SamReader::size, Duration.ofMillis(50), REQUEST_MAX);
  private final Bytes moduleNumber;
  private Pace pace = Pace.REAL;
  private Duration readyAt = Duration.ZERO;
  private Duration until = Duration.ZERO;
  private @Nullable Document lying;
  private boolean found;
  private boolean selected;
  private boolean read;
  private Panel panel = Panel.idle("", "", "待机", "Ready");

  SamReader(RandomGenerator random) {
    moduleNumber = moduleNumber(5, 3, 20190115, 1048577, random.nextInt(1_000_000_000));
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    lift(uptime);
    return switch (happening) {
      case Happening.PluggedIn() -> {
        readyAt = uptime.plus(READY_AFTER);
        intake.clear();
        forget();
        yield waiting();
      }
      case Happening.Shown(var document) -> {
        lying = document instanceof Document.Code ? null : document;
        until = uptime.plus(lies());
        forget();
        panel =
            lying == null
                ? Panel.idle("", "", "不是证件", "Not a card")
                : Panel.busy("证", "", "证件放上", "Card on the reader", 30);
        yield waiting();
      }
      case Happening.Stopped() -> {
        until = uptime;
        lift(uptime);
        yield waiting();
      }
      case Happening.Paced(var other) -> {
        pace = other;
        yield waiting();
      }
      case Happening.Heard(var bytes) -> new Reply(heard(bytes, uptime), wakeAt(), null);
      case Happening.Woken(), Happening.Unplugged(), Happening.Asked(_) -> waiting();
    };
  }

  private Duration lies() {
    var hurried = pace.of(LIES_FOR);
    return hurried.compareTo(LIES_AT_LEAST) < 0 ? LIES_AT_LEAST : hurried;
  }

  private void lift(Duration uptime) {
    if (lying != null && until.compareTo(uptime) <= 0) {
      lying = null;
      panel =
          read
              ? Panel.done("✓", "", "已读,证件拿走", "Read, card lifted")
              : Panel.failed("✗", "未读,证件拿走", "Not read, card lifted");
      forget();
    }
  }

  private void forget() {
    found = false;
    selected = false;
    read = false;
  }

  private Reply waiting() {
    return Reply.wakingAt(wakeAt());
  }

  private @Nullable Duration wakeAt() {
    return lying == null ? null : until;
  }

  private List<Transmission> heard(Bytes bytes, Duration uptime) {
    var sends = new ArrayList<Transmission>();
    for (var request : intake.take(bytes, uptime)) {
      if (readyAt.compareTo(uptime) <= 0) {
        sends.add(answer(request));
      }
    }
    return sends;
  }

  private Transmission answer(Bytes request) {
    if (xor(request.slice(5, request.length() - 1)) != request.u8(request.length() - 1)) {
      return status(WRONG_CHECKSUM, "校验错 checksum error");
    }
    if (request.u16be(5) != 3) {
      return status(WRONG_LENGTH, "长度错 length error");
    }
    var trouble = trouble();
    if (OF_THE_MODULE.contains(trouble)) {
      return unreadable(trouble);
    }
    int parameter = request.u8(8);
    return switch (request.u8(7)) {
      case 0x10 -> of(parameter == 0xFF, status(OK, "已复位 reset"));
      case 0x11 -> of(parameter == 0xFF, status(OK, "正常 ready"));
      case 0x12 -> of(parameter == 0xFF, reply(OK, moduleNumber, "模块号 module number"));
      case 0x20 ->
          switch (parameter) {
            case 0x01 -> find();
            case 0x02 -> select();
            default -> status(WRONG_COMMAND, "命令错 command error");
          };
      case 0x30 ->
          switch (parameter) {
            case 0x01, 0x10 -> read(parameter == 0x10);
            case 0x03 ->
                selected
                    ? status(NOT_ON_CARD, "无追加地址 no latest address")
                    : status(READ_FAILED, "读失败 read failed");
            default -> status(WRONG_COMMAND, "命令错 command error");
          };
      case 0x60 -> of(parameter <= 4, status(OK, "波特率 baud rate"));
      default -> status(UNKNOWN_COMMAND, "未知命令 unknown command");
    };
  }

  private static Transmission of(boolean known, Transmission answer) {
    return known ? answer : status(WRONG_COMMAND, "命令错 command error");
  }

  private String trouble() {
    return lying instanceof Document.Unreadable(var code) ? code : "";
  }

  private Transmission find() {
    found = lying != null && !read;
    selected = false;
    return found
        ? reply(FOUND, Bytes.of(0, 0, 0, 0), "找到卡 card found")
        : status(NO_CARD, "无卡 no card");
  }

  private Transmission select() {
    if (lying == null || !found) {
      return status(SELECT_FAILED, "选卡失败 select failed");
    }
    if (WHEN_SELECTED.contains(trouble())) {
      return unreadable(trouble());
    }
    selected = true;
    return reply(OK, Bytes.of(0, 0, 0, 0, 0, 0, 0, 0), "已选卡 selected");
  }

  private Transmission read(boolean withFingerprint) {
    if (lying == null || !selected) {
      return status(READ_FAILED, "读失败 read failed");
    }
    return switch (lying) {
      case IdCard card -> {
        read = true;
        found = false;
        selected = false;
        panel = Panel.busy("✓", "", "已读", "Read", 80);
        yield card(card, withFingerprint ? FINGERPRINT_LENGTH : 0, withFingerprint);
      }
      case Document.Unreadable(var code) -> unreadable(code);
      case Document.Code(_) -> status(READ_FAILED, "读失败 read failed");
    };
  }

  private Transmission unreadable(String code) {
    panel = Panel.failed(code, "读不出", "Can't be read");
    return status(Integer.parseInt(code, 16), "状态 status " + code);
  }

  static Transmission status(int sw3, String note) {
    return reply(sw3, Bytes.EMPTY, note);
  }

  static Transmission reply(int sw3, Bytes data, String note) {
    int length = 4 + data.length();
    var counted = Bytes.of(length >> 8, length & 0xFF, 0x00, 0x00, sw3).plus(data);
    var frame = START.plus(counted).plus(Bytes.of(xor(counted)));
    return new Transmission(frame, note, frame.length() - 1);
  }

  /** What is on a card; photo and fingerprint are all zeros. */
  static Transmission card(IdCard card, int fingerprint, boolean withFingerprint) {
    var text = text(card);
    var lengths = length(text.length()).plus(length(PHOTO_LENGTH));
    var photo = Bytes.copyOf(new byte[PHOTO_LENGTH]);
    var data =
        withFingerprint
            ? lengths
                .plus(length(fingerprint))
                .plus(text)
                .plus(photo)
                .plus(Bytes.copyOf(new byte[fingerprint]))
            : lengths.plus(text).plus(photo);
    return reply(OK, data, "读卡成功 card read");
  }

  private static Bytes length(int of) {
    return Bytes.of(of >> 8, of & 0xFF);
  }

  private static Bytes text(IdCard card) {
    var until = card.validUntil();
    return field(card.name(), 15)
        .plus(field(String.valueOf(card.sex()), 1))
        .plus(field(card.ethnicGroup(), 2))
        .plus(field(day(card.born()), 8))
        .plus(field(card.address(), 35))
        .plus(field(card.number(), 18))
        .plus(field(card.issuer(), 15))
        .plus(field(day(card.validFrom()), 8))
        .plus(field(until == null ? "长期" : day(until), 8))
        .plus(field("", 18));
  }

  private static String day(LocalDate of) {
    return DAY.format(of);
  }

  /** Cut or filled up with spaces to {@code characters}. */
  private static Bytes field(String text, int characters) {
    var filled = (text + " ".repeat(characters)).substring(0, characters);
    return Bytes.copyOf(filled.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Two numbers of 16 bits and three of 32, low bytes first, the last random. */
  static Bytes moduleNumber(int first, int second, int date, int serial, int random) {
    return little(first, 2)
        .plus(little(second, 2))
        .plus(little(date, 4))
        .plus(little(serial, 4))
        .plus(little(random, 4));
  }

  private static Bytes little(int number, int bytes) {
    var out = Bytes.EMPTY;
    for (int i = 0; i < bytes; i++) {
      out = out.plus(Bytes.of((number >> (8 * i)) & 0xFF));
    }
    return out;
  }

  static int xor(Bytes bytes) {
    int xor = 0;
    for (int i = 0; i < bytes.length(); i++) {
      xor ^= bytes.u8(i);
    }
    return xor;
  }

  private static int size(Bytes rest) {
    int there = Math.min(rest.length(), START.length());
    if (!START.startsWith(rest.slice(0, there))) {
      return Intake.NOISE;
    }
    if (rest.length() < 7) {
      return Intake.PARTIAL;
    }
    int length = rest.u16be(5);
    if (length < 3 || 7 + length > REQUEST_MAX) {
      return Intake.NOISE;
    }
    return rest.length() < 7 + length ? Intake.PARTIAL : 7 + length;
  }

  @Override
  public Panel panel() {
    return panel;
  }

  @Override
  public Note note(Bytes fromKiosk) {
    if (!Intake.isFrame(SamReader::size, fromKiosk)) {
      return new Note("不是帧 not a frame", Verdict.BAD);
    }
    int last = fromKiosk.length() - 1;
    if (xor(fromKiosk.slice(5, last)) != fromKiosk.u8(last)) {
      return new Note("校验错 wrong checksum", Verdict.BAD);
    }
    var what =
        switch (fromKiosk.u16be(7)) {
          case 0x10FF -> "复位 reset";
          case 0x11FF -> "状态? status?";
          case 0x12FF -> "模块号? module number?";
          case 0x2001 -> "找卡 find";
          case 0x2002 -> "选卡 select";
          case 0x3001, 0x3010 -> "读卡 read";
          case 0x3003 -> "读追加地址 latest address";
          default -> "其他 other";
        };
    return new Note(what, Verdict.GOOD);
  }
}
