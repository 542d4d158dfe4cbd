package org.healthhut.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static final Boot BOOT = new Boot(new KioskId("kiosk-1"), "e1", "b1", "x.y.z");

  private static final List<BigInteger> HUGE =
      List.of(
          BigInteger.ONE.shiftLeft(31),
          BigInteger.ONE.shiftLeft(31).negate(),
          BigInteger.valueOf(Long.MAX_VALUE),
          BigInteger.valueOf(Long.MIN_VALUE),
          BigInteger.ONE.shiftLeft(63),
          BigInteger.ONE.shiftLeft(200));

  private static final Set<String> NUMBERS = Set.of("n", "uptime", "at", "deviceTime");

  private static final List<String> HUGE_TEXTS =
      List.of(
          "1E2147483647",
          "1E2147483648",
          "1E-2147483647",
          "PT9223372036854775807S",
          "PT-9223372036854775808H",
          "P106751991167301D",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59");

  @Test
  void readsBackEveryEntryItWrites() {
    for (long seed = 0; seed < 2_000; seed++) {
      var entry = new Samples(new Random(seed)).entry();
      assertEquals(new Opened.Valid<>(entry), Codec.entry(Codec.encode(entry)), "seed " + seed);
    }
  }

  @Test
  void readsBackEveryBatchItWrites() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var samples = new Samples(random);
      long first = random.nextLong(1, 1L << 40);
      var entries = new ArrayList<SealedEntry>();
      for (int i = 0; i < random.nextInt(1, 20); i++) {
        entries.add(samples.sealed(first + i));
      }
      var batch = new Batch(BOOT, entries);
      assertEquals(new Opened.Valid<>(batch), Codec.batch(Codec.encode(batch)), "seed " + seed);
    }
  }

  @Test
  void readsBackAcknowledgementsAndStates() {
    var plain = new Ack("e1", 0, null, List.of());
    var full = new Ack("e1", 17, 18L, List.of(new Ack.Refusal(9, "the seal does not open")));
    var state = new KioskState(true, "1", "b1", Map.of("bp-a", "ready"), "short");
    assertEquals(new Opened.Valid<>(plain), Codec.ack(Codec.encode(plain)));
    assertEquals(new Opened.Valid<>(full), Codec.ack(Codec.encode(full)));
    var named = new Ack("e1", 17, null, List.of(), new Ack.Answered("b1", 12, 17));
    assertEquals(new Opened.Valid<>(named), Codec.ack(Codec.encode(named)));
    assertEquals(new Opened.Valid<>(state), Codec.state(Codec.encode(state)));
    var told =
        new KioskState(
            true,
            "1",
            "b1",
            4,
            Map.of(),
            "short",
            new KioskState.Account("e1", 9, 5, 4, 1, 1L << 40, 2));
    assertEquals(new Opened.Valid<>(told), Codec.state(Codec.encode(told)));
    var setAside = new KioskState.Account("e1", 9, 5, 4, 1, 2L, 0L, 7, 9);
    var telling = new KioskState(true, "1", "b1", 4, Map.of(), "short", setAside);
    assertEquals(new Opened.Valid<>(telling), Codec.state(Codec.encode(telling)));
    var carried = told.over("coap");
    assertEquals("coap", carried.line());
    assertEquals(new Opened.Valid<>(carried), Codec.state(Codec.encode(carried)));
  }

  @Test
  void commandsTravelBehindAnAcknowledgementThatEveryKioskReads() {
    var ack = new Ack("e1", 17, null, List.of());
    var down = new Down(ack, List.of("a.b.c", "d.e.f"));
    assertEquals(new Opened.Valid<>(down), Codec.down(Codec.encode(down)));
    assertEquals(new Opened.Valid<>(ack), Codec.ack(Codec.encode(down)), "to an older kiosk");
    assertEquals(new Opened.Valid<>(new Down(ack, List.of())), Codec.down(Codec.encode(ack)));
  }

  @Test
  void noBytesMakeReadingThrow() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new Random(seed);
      var samples = new Samples(random);
      var good =
          switch (random.nextInt(3)) {
            case 0 -> Codec.encode(samples.entry());
            case 1 -> Codec.encode(new Batch(BOOT, List.of(samples.sealed(1))));
            default -> Codec.encode(new Ack("e1", 3, null, List.of()));
          };
      var bad = mutated(good, random);
      assertNotNull(Codec.entry(bad), "seed " + seed);
      assertNotNull(Codec.batch(bad), "seed " + seed);
      assertNotNull(Codec.ack(bad), "seed " + seed);
      assertNotNull(Codec.down(bad), "seed " + seed);
      assertNotNull(Codec.state(bad), "seed " + seed);
    }
  }

  @Test
  void noNumberMakesReadingThrow() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var samples = new Samples(random);
      for (var good :
          List.of(
              Codec.encode(samples.entry()),
              Codec.encode(new Batch(BOOT, List.of(samples.sealed(1)))),
              Codec.encode(
                  new Ack(
                      "e1",
                      3,
                      4L,
                      List.of(new Ack.Refusal(2, "no")),
                      new Ack.Answered("b1", 1, 3))))) {
        var tree = tree(good);
        exaggerate(tree, random);
        var bad = Cbor.write(tree);
        assertNotNull(Codec.entry(bad), "seed " + seed);
        assertNotNull(Codec.batch(bad), "seed " + seed);
        assertNotNull(Codec.ack(bad), "seed " + seed);
        assertNotNull(Codec.state(bad), "seed " + seed);
      }
    }
  }

  @Test
  void aCountThatNoVisitReachesIsBroken() {
    var samples = new Samples(new Random(5));
    var tree = tree(Codec.encode(new Entry.VisitEnded(samples.moment(), "v1", "button", 1)));
    tree.put("readings", 1L << 31);
    assertInstanceOf(Opened.Broken.class, Codec.entry(Cbor.write(tree)));
  }

  /** Puts numbers no kiosk writes in the place of numbers, and of texts that are numbers. */
  private static void exaggerate(JsonNode node, Random random) {
    if (node instanceof ObjectNode map) {
      var names = new ArrayList<String>();
      map.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        var field = map.get(name);
        if (field.isNumber() && !name.equals("v")) {
          map.put(name, HUGE.get(random.nextInt(HUGE.size())));
        } else if (field.isTextual() && NUMBERS.contains(name)) {
          map.put(name, HUGE_TEXTS.get(random.nextInt(HUGE_TEXTS.size())));
        }
      }
    }
    node.forEach(child -> exaggerate(child, random));
  }

  @Test
  void passesOverFieldsItDoesNotKnow() throws Exception {
    var tree = Cbor.object().put("v", 1).put("epoch", "e1").put("through", 5);
    tree.putArray("refused");
    tree.put("later", "something new");
    assertEquals(
        new Opened.Valid<>(new Ack("e1", 5, null, List.of())), Codec.ack(Cbor.write(tree)));
  }

  @Test
  void anAcknowledgementWithoutWhatLaterOnesSayIsOneToo() throws Exception {
    var full = new Ack("e1", 5, 6L, List.of(), new Ack.Answered("b1", 3, 5));
    var tree = tree(Codec.encode(full));
    tree.remove("answers");
    assertEquals(new Opened.Valid<>(new Ack("e1", 5, 6L, List.of())), Codec.ack(Cbor.write(tree)));
  }

  @Test
  void saysWhichFieldIsWrongAndNotWhatItHolds() {
    var missing = Cbor.object().put("v", 1).put("through", 5);
    missing.putArray("refused");
    assertEquals(new Opened.Broken<>("epoch is missing"), Codec.ack(Cbor.write(missing)));
    var wrong = Cbor.object().put("v", 1).put("epoch", "e1").put("through", "secret");
    wrong.putArray("refused");
    assertEquals(
        new Opened.Broken<>("through is not a whole number"), Codec.ack(Cbor.write(wrong)));
  }

  @Test
  void leavesAMessageOfAnotherVersionAlone() {
    var tree = Cbor.object().put("v", 2).put("epoch", "e1");
    assertEquals(new Opened.Newer<>("version 2"), Codec.ack(Cbor.write(tree)));
  }

  @Test
  void keepsWholeWhatItKnowsOnlyInPart() throws Exception {
    var samples = new Samples(new Random(1));
    var known = new Entry.ReadingTaken(samples.moment(), "v1", 1, samples.reading());
    var tree = tree(Codec.encode(known));
    ((ObjectNode) tree.get("reading").get("values"))
        .putObject("uricAcid")
        .put("n", "300")
        .put("unit", "umol/L");
    var newer = Cbor.write(tree);
    assertEquals(
        new Opened.Valid<>(new Entry.Unknown(known.moment(), "reading", newer)),
        Codec.entry(newer));
  }

  @Test
  void keepsWholeAnAssessmentOfWhatItCannotMeasure() throws Exception {
    var samples = new Samples(new Random(6));
    var known = new Entry.Assessed(samples.moment(), "v1", samples.assessment());
    var tree = tree(Codec.encode(known));
    ((ObjectNode) tree.get("assessment").get("values"))
        .putObject("uricAcid")
        .put("n", "300")
        .put("unit", "umol/L");
    var newer = Cbor.write(tree);
    assertEquals(
        new Opened.Valid<>(new Entry.Unknown(known.moment(), "assessed", newer)),
        Codec.entry(newer));
  }

  @Test
  void passesOverFieldsOfAnEntryItDoesNotKnow() {
    for (long seed = 0; seed < 500; seed++) {
      var entry = new Samples(new Random(seed)).entry();
      var tree = tree(Codec.encode(entry));
      tree.put("later", "something new");
      for (var part : List.of("assessment", "alert", "reading")) {
        if (tree.get(part) instanceof ObjectNode map) {
          map.putObject("later").put("a", 1);
        }
      }
      assertEquals(new Opened.Valid<>(entry), Codec.entry(Cbor.write(tree)), "seed " + seed);
    }
  }

  @Test
  void aReadingWithoutANumberIsFromAKioskThatDoesNotTell() {
    var samples = new Samples(new Random(7));
    var reading = new Entry.ReadingTaken(samples.moment(), "v1", 3, samples.reading());
    var tree = tree(Codec.encode(reading));
    tree.remove("number");
    assertEquals(
        new Opened.Valid<>(new Entry.ReadingTaken(reading.moment(), "v1", 0, reading.reading())),
        Codec.entry(Cbor.write(tree)));
    tree.put("number", -1);
    assertInstanceOf(Opened.Broken.class, Codec.entry(Cbor.write(tree)));
  }

  @Test
  void aTakeAwayCodeIsNeitherPrintedNorOfAnotherForm() {
    var samples = new Samples(new Random(8));
    var given = new Entry.TakeAwayGiven(samples.moment(), "v1", samples.code());
    assertFalse(given.toString().contains(given.code()));
    var tree = tree(Codec.encode(given));
    for (var bad : List.of("", given.code() + "A", given.code().substring(1) + "/")) {
      tree.put("code", bad);
      assertInstanceOf(Opened.Broken.class, Codec.entry(Cbor.write(tree)));
    }
  }

  @Test
  void readingsAreNumberedFromOne() {
    var samples = new Samples(new Random(9));
    for (var bad : List.of("from", "leftOut")) {
      var tree =
          tree(Codec.encode(new Entry.Assessed(samples.moment(), "v1", samples.assessment())));
      var assessment = (ObjectNode) tree.get("assessment");
      if (bad.equals("from")) {
        assessment.putArray(bad).add(0);
      } else {
        assessment.putObject(bad).put("x", "moved");
      }
      assertInstanceOf(Opened.Broken.class, Codec.entry(Cbor.write(tree)), bad);
    }
  }

  @Test
  void keepsAnUnknownKindWhole() throws Exception {
    var samples = new Samples(new Random(2));
    var tree =
        tree(Codec.encode(new Entry.KioskEvent(samples.moment(), "agent.started", Map.of())));
    var newer = Cbor.write(tree.put("kind", "electrocardiogram"));
    var opened = assertInstanceOf(Opened.Valid.class, Codec.entry(newer));
    var unknown = assertInstanceOf(Entry.Unknown.class, opened.value());
    assertEquals("electrocardiogram", unknown.kind());
    assertEquals(newer, Codec.encode(unknown));
  }

  @Test
  void refusesABatchWithAGap() {
    var samples = new Samples(new Random(3));
    var whole = new Batch(BOOT, List.of(samples.sealed(1), samples.sealed(2)));
    var tree = tree(Codec.encode(whole));
    ((ObjectNode) tree.get("entries").get(1)).put("seq", 3);
    assertInstanceOf(Opened.Broken.class, Codec.batch(Cbor.write(tree)));
  }

  @Test
  void refusesWhatComesAfterTheEnd() {
    var bytes = Codec.encode(new Ack("e1", 5, null, List.of()));
    assertEquals(new Opened.Broken<>("bytes after the end"), Codec.ack(bytes.plus(Bytes.of(0))));
  }

  @Test
  void aReadingIsAFewHundredBytes() {
    var samples = new Samples(new Random(4));
    assertTrue(
        Codec.encode(new Entry.ReadingTaken(samples.moment(), "v", 1, samples.reading())).length()
            < 600);
  }

  private static ObjectNode tree(Bytes bytes) {
    try {
      return Cbor.read(bytes).node();
    } catch (Fields.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes mutated(Bytes good, Random random) {
    var bytes = good;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(bytes.length());
      bytes =
          switch (random.nextInt(3)) {
            case 0 -> bytes.with(at, random.nextInt(256));
            case 1 -> bytes.slice(0, at + 1);
            default -> bytes.slice(0, at).plus(Bytes.of(random.nextInt(256))).plus(bytes.drop(at));
          };
    }
    return bytes;
  }
}
