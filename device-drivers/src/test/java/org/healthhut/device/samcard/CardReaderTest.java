package org.healthhut.device.samcard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.Stimulus;
import org.healthhut.device.vector.Conversation;
import org.junit.jupiter.api.Test;

/** All persons are invented; area 999999 does not exist. */
final class CardReaderTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Bytes STATUS = Bytes.hex("AA AA AA 96 69 00 03 11 FF ED");
  private static final Bytes NUMBER = Bytes.hex("AA AA AA 96 69 00 03 12 FF EE");
  private static final Bytes FIND = Bytes.hex("AA AA AA 96 69 00 03 20 01 22");
  private static final Bytes SELECT = Bytes.hex("AA AA AA 96 69 00 03 20 02 21");
  private static final Bytes READ = Bytes.hex("AA AA AA 96 69 00 03 30 01 32");
  private static final Bytes READY = reply(Bytes.hex("00 00 90"));
  private static final Bytes FOUND = reply(Bytes.hex("00 00 9F 00 00 00 00"));
  private static final Bytes NO_CARD = reply(Bytes.hex("00 00 80"));
  private static final Bytes SELECTED = reply(Bytes.hex("00 00 90 00 00 00 00 00 00 00 00"));
  private static final Bytes READ_FAILED = reply(Bytes.hex("00 00 41"));
  private static final Bytes MODULE_NUMBER =
      reply(Bytes.hex("00 00 90 05 00 03 00 A3 13 34 01 01 00 10 00 78 56 34 12"));
  private static final String DIGITS = "99999919850412001X";
  private static final String PRESENTED = "Presented Card " + DIGITS + " 王小明";
  private static final Bytes CARD = card("王小明", "19850412", DIGITS);

  private final Conversation reader = new Conversation(new CardReader(ZONE));

  private static Bytes reply(Bytes body) {
    int length = body.length() + 1;
    var folded = Bytes.of(length >> 8, length & 0xFF).plus(body);
    int xor = 0;
    for (int i = 0; i < folded.length(); i++) {
      xor ^= folded.u8(i);
    }
    return Bytes.hex("AA AA AA 96 69").plus(folded).plus(Bytes.of(xor));
  }

  private static String padded(String field, int length) {
    return field + " ".repeat(length - field.length());
  }

  private static Bytes card(String name, String born, String digits) {
    var text =
        padded(name, 15)
            + "101"
            + born
            + padded("测试市示范路1号", 35)
            + padded(digits, 18)
            + padded("测试市公安局", 15)
            + "2019030120390301"
            + " ".repeat(18);
    return reply(
        Bytes.hex("00 00 90 01 00 04 00")
            .plus(Bytes.copyOf(text.getBytes(StandardCharsets.UTF_16LE)))
            .plus(Bytes.copyOf(new byte[1024])));
  }

  @Test
  void asksForStatusAndNumberAndThenForCards() {
    assertEquals(STATUS, reader.written());
    reader.receive(READY);
    reader.receive(MODULE_NUMBER);
    assertEquals(STATUS.plus(NUMBER).plus(FIND), reader.written());
    reader.forget();
    for (int i = 0; i < 5; i++) {
      reader.receive(NO_CARD);
      reader.pass(Duration.ofMillis(400));
    }
    assertEquals(List.of("Status READY"), reader.hear());
  }

  @Test
  void findsWhereTheNumberIsNotTold() {
    reader.receive(READY);
    reader.forget();
    reader.pass(Duration.ofSeconds(2));
    assertEquals(NUMBER.plus(NUMBER).plus(FIND), reader.written().slice(0, FIND.length() * 3));
  }

  @Test
  void readsACardOnceUntilItIsLifted() {
    begin();
    present(CARD);
    assertEquals(List.of(PRESENTED), reader.hear());
    // The module finds it again while it lies there.
    for (int i = 0; i < 20; i++) {
      reader.pass(Duration.ofMillis(400));
      assertEquals(FIND, reader.written());
      reader.forget();
      reader.receive(FOUND);
    }
    assertEquals(List.of(), reader.hear());
    lift();
    assertEquals(List.of("Status READY"), reader.hear());
    reader.pass(Duration.ofMillis(400));
    reader.forget();
    present(CARD);
    assertEquals(List.of(PRESENTED), reader.hear());
  }

  @Test
  void takesACardLaidDownAgainAtOnceForTheSame() {
    begin();
    present(CARD);
    lift();
    reader.pass(Duration.ofMillis(400));
    reader.forget();
    present(CARD);
    assertEquals(List.of("Refused the same card again"), reader.hear());
  }

  @Test
  void readsAgainThreeTimesWithoutLifting() {
    begin();
    reader.receive(FOUND);
    reader.receive(SELECTED);
    reader.forget();
    for (int i = 0; i < 3; i++) {
      reader.receive(READ_FAILED);
    }
    assertEquals(READ.plus(READ).plus(READ), reader.written());
    reader.receive(CARD);
    assertEquals(List.of(PRESENTED), reader.hear());
  }

  @Test
  void readsAgainWhereTheAnswerIsCutOrMissing() {
    begin();
    reader.receive(FOUND);
    reader.receive(SELECTED);
    reader.forget();
    reader.receive(CARD.slice(0, 700));
    reader.quiet();
    assertEquals(READ, reader.written());
    reader.pass(Duration.ofMillis(1_999));
    assertEquals(READ, reader.written());
    reader.pass(Duration.ofMillis(1));
    assertEquals(READ.plus(READ), reader.written());
    reader.pass(Duration.ofSeconds(4));
    assertEquals(
        List.of("Failed CARD_UNREADABLE no answer to the read command"),
        reader.hear().stream().filter(said -> !said.startsWith("Refused")).toList());
  }

  @Test
  void isSilentWhereNothingAnswersAndSaysItOnce() {
    reader.pass(Duration.ofMillis(3_700));
    assertEquals(List.of("Failed SILENT no answer to the status command"), reader.hear());
    reader.pass(Duration.ofMillis(59_950));
    assertEquals(List.of(), reader.hear());
    reader.receive(READY);
    reader.receive(MODULE_NUMBER);
    reader.receive(NO_CARD);
    assertEquals("Status READY", reader.hear().getLast());
  }

  @Test
  void noticesAReaderThatIsPulledOut() {
    begin();
    reader.pass(Duration.ofSeconds(3));
    assertEquals(List.of("Failed SILENT no answer to the find command"), reader.hear());
    reader.pass(Duration.ofMillis(350));
    reader.receive(READY);
    reader.receive(NO_CARD);
    assertEquals(List.of("Status READY"), reader.hear());
  }

  @Test
  void waitsTenSecondsForAReaderOutOfService() {
    reader.receive(reply(Bytes.hex("00 00 60")));
    reader.forget();
    reader.pass(Duration.ofMillis(9_999));
    assertEquals(Bytes.EMPTY, reader.written());
    reader.pass(Duration.ofMillis(1));
    assertEquals(STATUS, reader.written());
  }

  @Test
  void takesACardsFirstDayForTodayWhereTheClockIsBehind() {
    var early = new Conversation(new CardReader(ZONE), Instant.parse("1970-01-01T00:00:00Z"));
    early.receive(READY);
    early.receive(MODULE_NUMBER);
    early.receive(FOUND);
    early.receive(SELECTED);
    early.receive(CARD);
    assertTrue(early.said().contains(PRESENTED));
  }

  @Test
  void presentsNobodyForAFlippedBit() {
    for (int bit = 0; bit < CARD.length() * 8; bit++) {
      var conversation = reading();
      conversation.receive(CARD.with(bit / 8, CARD.u8(bit / 8) ^ 1 << bit % 8));
      conversation.quiet();
      assertEquals(
          List.of(),
          conversation.said().stream().filter(said -> !said.startsWith("Refused")).toList(),
          "bit " + bit);
    }
  }

  @Test
  void readsTheNamesAndNumbersItIsGiven() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var name = new StringBuilder();
      for (int i = 0; i < 2 + random.nextInt(14); i++) {
        name.append((char) (0x4E00 + random.nextInt(0x5000)));
      }
      var born =
          "19%02d%02d%02d"
              .formatted(30 + random.nextInt(70), 1 + random.nextInt(12), 1 + random.nextInt(28));
      var digits = numbered("999999" + born + "%03d".formatted(random.nextInt(1000)));
      var conversation = reading();
      conversation.inPieces(card(name.toString(), born, digits), random);
      assertEquals(
          List.of("Presented Card " + digits + " " + name), conversation.said(), "seed " + seed);
    }
  }

  private static String numbered(String digits) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (digits.charAt(i) - '0') * weights[i];
    }
    return digits + "10X98765432".charAt(sum % 11);
  }

  /** Whatever happens to a card's bytes, nobody can read them off the events. */
  @Test
  void hidesTheCardInEverythingItRefuses() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);
      var conversation = reading();
      int at = random.nextInt(CARD.length());
      conversation.inPieces(
          random.nextBoolean()
              ? CARD.with(at, CARD.u8(at) ^ 0x10)
              : CARD.slice(0, at).plus(CARD.drop(Math.min(CARD.length(), at + 1))),
          random);
      conversation.quiet();
      for (var event : conversation.events()) {
        assertFalse(event.toString().contains("王"), "seed " + seed);
        assertFalse(event.toString().contains(DIGITS), "seed " + seed);
        if (event instanceof DeviceEvent.Refused(_, var bytes)) {
          assertEquals(0, bytes.drop(Math.min(3, bytes.length())).sum(), "seed " + seed);
        }
      }
    }
  }

  @Test
  void printsNobody() {
    var conversation = reading();
    conversation.receive(CARD);
    assertEquals(List.of(PRESENTED), conversation.said());
    assertFalse(conversation.events().toString().contains(DIGITS));
    assertFalse(conversation.events().toString().contains("王"));
  }

  @Test
  void asksForNothingOnceTheLineIsClosed() {
    reader.tell(new Stimulus.Closed());
    assertNull(reader.wakeAt());
  }

  private static Conversation reading() {
    var conversation = new Conversation(new CardReader(ZONE));
    conversation.receive(READY);
    conversation.receive(MODULE_NUMBER);
    conversation.receive(FOUND);
    conversation.receive(SELECTED);
    conversation.forget();
    return conversation;
  }

  private void begin() {
    reader.receive(READY);
    reader.receive(MODULE_NUMBER);
    reader.receive(NO_CARD);
    reader.pass(Duration.ofMillis(400));
    reader.forget();
  }

  private void present(Bytes card) {
    reader.receive(FOUND);
    reader.receive(SELECTED);
    reader.receive(card);
    assertEquals(SELECT.plus(READ), reader.written());
    reader.quiet();
  }

  private void lift() {
    for (int i = 0; i < 2; i++) {
      reader.pass(Duration.ofMillis(400));
      reader.receive(NO_CARD);
    }
  }
}
