package org.healthhut.simulator.device.glucose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Measurement;
import org.healthhut.simulator.device.Pace;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Rehearsal;
import org.healthhut.simulator.device.Reply.Ending;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every meter with a memory does, and what each has of its own. */
class KeepingMeterTest {
  private static final Bytes ACK = Bytes.of(0x06);
  private static final Bytes NAK = Bytes.of(0x15);
  private static final Bytes ENQ = Bytes.of(0x05);
  private static final Bytes EOT = Bytes.of(0x04);

  /** Asks for the newest record, and what is in the answer when it is 345 mg/dL or 19.1 mmol/L. */
  record Query(String model, List<Bytes> requests, Bytes answer) {
    @Override
    public String toString() {
      return model;
    }
  }

  static List<Query> queries() {
    var reportOfAck = Bytes.ascii("ABC").plus(Bytes.of(1, 0x06)).plus(zeros(59));
    return List.of(
        query("onetouch-ultra2", text("\u0011\rDMP\r"), "\",\"  345 \",\"N\",\"00\", 00 "),
        query("onetouch-ultramini", "02 0A 00 05 1F 00 00 03 AB 91", Bytes.hex("59 01 00 00 03")),
        query("onetouch-verio-iq", "02 0A 00 03 21 00 00 03 9D D2", Bytes.hex("59 01 00 00 00 00")),
        query("freestyle-lite", text("$mem\r\n"), "\n345  Mar  08 2025 12:00 14 0x00\r\n"),
        query("freestyle-optium", text("$xmem\r\n$xmem\r\n"), "\n345  Mar  08 2025 12:00 G 0x00\r"),
        query("contour", times(9, ACK), "R|2|^^^Glucose|19.1|mmol/L^P|||||||202503081200\r"),
        query("contour-usb", times(9, reportOfAck), "R|1|^^^Glucose|345|mg/dL^P||M0||2025"),
        query(
            "codefree",
            "53 10 04 10 40 50 AA 53 10 04 10 60 70 AA",
            Bytes.hex("53 20 13 20 01 19 03 08 0C 00 01 59 00")),
        query("glucomen-areo", "80", Bytes.ascii("Glu,19.1,mmol/L,00,250308,1200\r\n")),
        query("bgstar", text("get glurec 0\r"), "200 glurec 0 0 345 0 2025 3 8 12 0 "),
        query(
            "taidoc-glucose",
            "51 26 00 00 00 00 A3 1A 51 26 00 00 00 00 A3 1A",
            Bytes.hex("51 26 59 01 00 00 A5")),
        query(
            "taidoc-glucose-hid",
            "08 51 26 00 00 00 00 A3 1A 08 51 26 00 00 00 00 A3 1A",
            Bytes.hex("26 59 01 00 00 A5")));
  }

  static List<Query> checked() {
    return queries().stream()
        .filter(query ->
            List.of("onetouch-ultramini", "onetouch-verio-iq", "codefree", "taidoc-glucose")
                .contains(query.model()))
        .toList();
  }

  private static Query query(String model, String hex, Bytes answer) {
    return new Query(model, List.of(Bytes.hex(hex)), answer);
  }

  private static Query query(String model, Bytes requests, String answer) {
    return new Query(model, List.of(requests), Bytes.ascii(answer));
  }

  private static Query query(String model, List<Bytes> requests, String answer) {
    return new Query(model, requests, Bytes.ascii(answer));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void countsDownKeepsAndTellsWhatItFoundAfterOthersResults(Query query) {
    var meter = meter(query.model());
    ask(query.model(), meter);
    meter.pass(Duration.ofMillis(3500));
    assertEquals("5", meter.panel().big());
    assertEquals(Duration.ofSeconds(8), meter.passUntilEnding());
    assertEquals(Ending.MEASURED, meter.ending());
    assertEquals(Panel.Mood.DONE, meter.panel().mood());
    assertFalse(sent(meter).contains(query.answer().latin1()), "told before it was asked");
    query.requests().forEach(request -> meter.tell(new Happening.Heard(request)));
    assertTrue(sent(meter).contains(query.answer().latin1()), () -> sent(meter));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void tellsOthersResultsBeforeAnybodyHasUsedIt(Query query) {
    var meter = meter(query.model());
    query.requests().forEach(request -> meter.tell(new Happening.Heard(request)));
    assertTrue(sent(meter).length() > 8, () -> sent(meter));
    assertFalse(sent(meter).contains(query.answer().latin1()));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void hearsRequestsHoweverTheBytesFall(Query query) {
    for (long seed = 0; seed < 100; seed++) {
      var random = new SplittableRandom(seed);
      var meter = meter(query.model());
      meter.tell(new Happening.Paced(Pace.INSTANT));
      ask(query.model(), meter);
      meter.passUntilEnding();
      for (var request : query.requests()) {
        if (!query.model().startsWith("contour") && !query.model().endsWith("hid")) {
          var noise = new byte[random.nextInt(6)];
          random.nextBytes(noise);
          meter.tell(new Happening.Heard(Bytes.copyOf(noise)));
          meter.pass(Duration.ofSeconds(20));
        }
        var rest = request;
        while (!rest.isEmpty()) {
          int size = Math.min(rest.length(), 1 + random.nextInt(5));
          meter.tell(new Happening.Heard(rest.slice(0, size)));
          rest = rest.drop(size);
        }
      }
      long of = seed;
      assertTrue(sent(meter).contains(query.answer().latin1()), () -> "seed " + of);
    }
  }

  @ParameterizedTest
  @MethodSource("checked")
  void answersNoSpoiledRequest(Query query) {
    var request = query.requests().getFirst();
    int size = request.length() > 10 ? request.length() / 2 : request.length();
    for (int bit = 0; bit < size * 8; bit++) {
      var meter = meter(query.model());
      int before = meter.sent().size();
      int at = bit / 8;
      meter.tell(
          new Happening.Heard(request.slice(0, size).with(at, request.u8(at) ^ 1 << (bit % 8))));
      assertEquals(before, meter.sent().size(), "bit " + bit);
    }
  }

  @Test
  void aStripPulledOutLeavesNothing() {
    var meter = meter("freestyle-lite");
    ask("freestyle-lite", meter);
    meter.pass(Duration.ofSeconds(4));
    meter.tell(new Happening.Stopped());
    meter.pass(Duration.ofMinutes(1));
    assertEquals(Ending.STOPPED, meter.ending());
    meter.tell(new Happening.Heard(text("$mem\r\n")));
    assertFalse(sent(meter).contains("345"));
  }

  /** Each sets its clock to 2025-03-08 09:45, and then tells it. */
  @ParameterizedTest
  @MethodSource("settings")
  void takesTheTime(Query setting) {
    var meter = new Rehearsal(VirtualCatalogue.get(setting.model()), Duration.ofDays(-700));
    meter.pass(Duration.ofSeconds(3));
    for (var request : setting.requests()) {
      meter.tell(new Happening.Heard(request));
    }
    assertTrue(sent(meter).contains(setting.answer().latin1()), () -> sent(meter));
  }

  static List<Query> settings() {
    return List.of(
        query(
            "onetouch-ultra2",
            text("\u0011\rDMT03/08/25 09:45:10\r"),
            "F \"SAT\",\"03/08/25\",\"09:45:10   \" 0609\r\n"),
        query(
            "onetouch-ultramini",
            OneTouchPacket.of(0, Bytes.hex("05 20 01 C4 10 CC 67"), "").frame().hex(),
            Bytes.hex("05 06 C4 10 CC 67 03")),
        query(
            "onetouch-verio-iq",
            OneTouchPacket.of(0, Bytes.hex("03 20 01 44 CD 5E 2F"), "").frame().hex()
                + "02 09 00 03 20 02 03 D4 92",
            Bytes.hex("02 0C 00 03 06 44 CD 5E 2F 03 F8 AE")),
        query("freestyle-lite", text("$tim,03,08,25,09,45\r\n$mem\r\n"), "\nMar  08 2025 09:45:00"),
        query(
            "freestyle-optium",
            text("$colq\r\n$tim,03,08,25,09,45\r\n$colq\r\n"),
            "Clock:\tMar  08 2025\t09:45:00\r\n"),
        query(
            "contour",
            List.of(
                NAK,
                ENQ,
                text("W|"),
                text("D|"),
                text("250308|\r"),
                text("W|"),
                text("T|"),
                text("0945|\r"),
                text("R|"),
                text("D|"),
                EOT),
            "D|250308|\r"),
        query(
            "codefree",
            "53 10 04 10 40 50 AA"
                + "53 10 13 41 44 41 54 45 32 30 32 35 30 33 30 38 30 39 34 35 53 AA",
            Bytes.hex("53 20 04 10 10 00 AA")),
        query(
            "glucomen-areo",
            "C2 A1 5B 0D 0A 32 35 30 33 30 38 30 39 34 35 0D 0A 43 39 0D 0A 5D 0D 0A",
            Bytes.ascii("P")),
        query(
            "taidoc-glucose",
            "51 33 68 32 29 09 A3 F3 51 33 68 32 29 09 A3 F3 51 23 00 00 00 00 A3 17",
            Bytes.hex("51 23 68 32 29 09 A5")));
  }

  @Test
  void anUltraMiniSpeaksTheExchangeOfTheNote() {
    var meter = meter("onetouch-ultramini");
    for (var request :
        List.of(
            "02 06 08 03 C2 62",
            "02 09 00 05 0D 02 03 DA 71",
            "02 06 07 03 FC 72",
            "02 0A 03 05 1F F5 01 03 D8 64",
            "02 06 04 03 AF 27")) {
      meter.tell(new Happening.Heard(Bytes.hex(request)));
    }
    meter.pass(Duration.ofSeconds(30));
    var sent = meter.sent().stream().map(each -> each.frame().hex()).toList();
    assertEquals(5, sent.size(), sent::toString);
    assertEquals(
        List.of(
            "02 06 0C 03 06 AE",
            "02 06 06 03 CD 41",
            "02 1A 02 05 06 11 50 30 32 2E 30 30 2E 30 30 33 30 2F 30 38 2F 30 36 03 7D 94",
            "02 06 05 03 9E 14"),
        sent.subList(0, 4));
    assertTrue(sent.getLast().startsWith("02 0A 01 05 0F "), sent::toString);
  }

  @Test
  void anUltraMiniRepeatsWhatNobodyAcknowledgedThreeTimes() {
    var meter = meter("onetouch-ultramini");
    var odd = OneTouchPacket.of(3, Bytes.hex("05 0D 02"), "").frame();
    meter.tell(new Happening.Heard(odd));
    meter.pass(Duration.ofSeconds(30));
    assertEquals(5, meter.sent().size());
    assertEquals(meter.sent().get(1).frame(), meter.sent().getLast().frame());
    assertEquals("02 06 06 03 CD 41", meter.sent().getFirst().frame().hex());
  }

  @Test
  void aContourRepeatsAFrameForANakAndGivesUpAfterSix() {
    var meter = meter("contour");
    meter.pass(Duration.ofSeconds(11));
    assertEquals("\u0005\u0005\u0005", meter.sentText());
    meter.tell(new Happening.Heard(ACK));
    for (int i = 0; i < 6; i++) {
      meter.tell(new Happening.Heard(NAK));
    }
    var frames = meter.sent().stream().skip(3).map(each -> each.frame()).toList();
    assertEquals(7, frames.size());
    assertEquals(EOT, frames.getLast());
    assertEquals(1, frames.subList(0, 6).stream().distinct().count());
    meter.pass(Duration.ofSeconds(10));
    assertEquals(ENQ, meter.sent().getLast().frame());
  }

  @Test
  void anOlderContourBeginsWithTheAverage() {
    var meter = meter("contour");
    for (int i = 0; i < 20; i++) {
      meter.tell(new Happening.Heard(ACK));
    }
    assertTrue(meter.sentText().contains("P|1\r"), meter::sentText);
    assertTrue(
        meter.sentText().matches("(?s).*\u00023R\\|1\\|\\^\\^\\^Glucose\\|\\d\\.\\d\\|.*"),
        meter::sentText);
    assertTrue(
        meter
            .sentText()
            .endsWith("L|1||N\r\u0003" + meter.sentText().substring(meter.sentText().length() - 5)),
        meter::sentText);
  }

  @Test
  void aHidContourWakesAtEot() {
    var meter = meter("contour-usb");
    meter.tell(new Happening.Heard(Contour.report(EOT, -1, "").frame()));
    var reports = meter.sent().stream().skip(1).map(each -> each.frame()).toList();
    assertTrue(reports.size() >= 3, () -> reports.size() + " reports");
    assertTrue(reports.stream().allMatch(report -> report.length() == 64));
    assertEquals(60, reports.getFirst().u8(3));
    assertEquals(0x04, reports.getFirst().u8(4));
    var last = reports.getLast();
    assertEquals(0x05, last.u8(3 + last.u8(3)));
  }

  @Test
  void aCodeFreeShowsE5WhenItIsAnsweredWrongly() {
    var meter = meter("codefree");
    assertEquals("00 53 20 04 10 30 20 AA", meter.sent().getFirst().frame().hex());
    meter.tell(new Happening.Heard(Bytes.hex("53 10 04 10 60 70 AA")));
    assertEquals("E-5", meter.panel().big());
    meter.tell(new Happening.Heard(Bytes.hex("53 10 04 10 40 50 AA")));
    meter.pass(Duration.ofMinutes(1));
    assertEquals(1, meter.sent().size());
    meter.tell(new Happening.PluggedIn());
    assertEquals(2, meter.sent().size());
  }

  @Test
  void aTaiDocThatIsOffAnswersAgainWhenItWasUsed() {
    var meter = meter("taidoc-glucose");
    var off = Bytes.hex("51 50 00 00 00 00 A3 44");
    var count = Bytes.hex("51 2B 00 00 00 00 A3 1F");
    meter.tell(new Happening.Heard(off.plus(off)));
    int sent = meter.sent().size();
    meter.tell(new Happening.Heard(count));
    assertEquals(sent, meter.sent().size());
    ask("taidoc-glucose", meter);
    meter.passUntilEnding();
    meter.tell(new Happening.Heard(count.plus(count)));
    assertTrue(meter.sent().size() > sent);
  }

  @Test
  void aSinocareMeterTellsItsHistoryAndItsErrors() {
    var meter = meter("sinocare-uart");
    meter.tell(new Happening.Heard(Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46")));
    var value = Map.of(Metric.GLUCOSE, new BigDecimal("7.9"));
    meter.tell(new Happening.Asked(Measurement.of(value).failing("1")));
    meter.passUntilEnding();
    assertEquals(Ending.FAILED, meter.ending());
    assertEquals("53 4E 05 00 04 02 01 0C", meter.sent().getLast().frame().hex());
    meter.tell(new Happening.Heard(SinocareMeter.frame(0x05, Bytes.EMPTY, "").frame()));
    var history = meter.sent().stream().filter(each -> each.frame().u8(5) == 0x0E).toList();
    assertTrue(history.size() > 3, () -> history.size() + " frames");
    assertEquals(7, history.getLast().frame().length());
  }

  @Test
  void aSinocareResultIsNotRepeatedOnceItIsAcknowledged() {
    var meter = meter("sinocare-uart");
    meter.tell(new Happening.Heard(Bytes.hex("53 4E 08 00 04 01 53 49 4E 4F 46")));
    ask("sinocare-uart", meter);
    meter.pass(Duration.ofMillis(8500));
    meter.tell(new Happening.Heard(SinocareMeter.frame(0x04, Bytes.EMPTY, "").frame()));
    meter.passUntilEnding();
    assertEquals(Ending.MEASURED, meter.ending());
    assertEquals(1, meter.sent().stream().filter(each -> each.frame().u8(5) == 0x04).count());
  }

  private static Rehearsal meter(String model) {
    return new Rehearsal(VirtualCatalogue.get(model));
  }

  private static void ask(String model, Rehearsal meter) {
    var virtual = VirtualCatalogue.get(model);
    boolean milligrams = virtual.fields().getFirst().unit() == Unit.MG_PER_DL;
    var value = new BigDecimal(milligrams ? "345" : "19.1");
    meter.tell(new Happening.Asked(virtual.checked(Measurement.of(Map.of(Metric.GLUCOSE, value)))));
  }

  private static String sent(Rehearsal meter) {
    return meter.sent().stream()
        .map(each -> each.frame().latin1())
        .collect(Collectors.joining("\n"));
  }

  private static Bytes text(String text) {
    return Bytes.ascii(text);
  }

  private static List<Bytes> times(int count, Bytes bytes) {
    return IntStream.range(0, count).mapToObj(_ -> bytes).toList();
  }

  private static Bytes zeros(int count) {
    return Bytes.copyOf(new byte[count]);
  }
}
