package org.healthhut.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.healthhut.vital.Flag;
import org.junit.jupiter.api.Test;

class InquiryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final KioskId HUT = new KioskId("hut-1");
  private static final DistrictKeys KEYS = DistrictKeys.parse(DistrictKeys.generate("d1"));
  private static final DistrictKey KEY = DistrictKey.parse(KEYS.publicKey("d1"));
  private static final Identity RESIDENT = new Identity(number("11010519491231002X"), "王小明");
  private static final Question QUESTION = new Question(RESIDENT, "token-1");

  private static IdentityNumber number(String digits) {
    return IdentityNumber.parse(digits, TODAY)
            instanceof IdentityNumber.Parsed.Valid(IdentityNumber number)
        ? number
        : fail("a number for tests");
  }

  private static Answer answer(RandomGenerator random, int readings) {
    var samples = new Samples(random);
    var recent = new ArrayList<Answer.Past>();
    for (int i = 0; i < readings; i++) {
      var reading = samples.reading();
      recent.add(new Answer.Past(reading.time().at(), reading.values(), reading.flags()));
    }
    return new Answer(true, "王*明", "male", 1949, "李医生", "2026-1", recent);
  }

  private static Inquired opened(Inquiry inquiry) {
    return ((Opened.Valid<Inquired>) KEYS.openInquiry(HUT, inquiry.message(), TODAY)).value();
  }

  @Test
  void theDistrictReadsTheQuestionAndTheKioskTheAnswer() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var inquiry = Inquiry.of(HUT, QUESTION, KEY, random);
      var inquired = opened(inquiry);
      assertEquals(QUESTION, inquired.question());
      var answer = answer(random, random.nextInt(41));
      var message = inquired.seal(answer, random);
      assertTrue(message.length() <= Inquiry.MESSAGE_BYTES_MAX, "seed " + seed);
      assertEquals(new Opened.Valid<>(inquiry.id()), Inquiry.answered(message), "seed " + seed);
      assertEquals(new Opened.Valid<>(answer), inquiry.open(message), "seed " + seed);
    }
    var typed = new Question(new Identity(RESIDENT.number(), null), "t");
    var inquiry = Inquiry.of(HUT, typed, KEY, new Random(1));
    assertEquals(typed, opened(inquiry).question());
    assertEquals(
        new Opened.Valid<>(Answer.unknown()),
        inquiry.open(opened(inquiry).seal(Answer.unknown(), new Random(2))));
  }

  @Test
  void whoCarriesThemLearnsNothingNotEvenByTheirLength() {
    var random = new Random(3);
    var inquiry = Inquiry.of(HUT, QUESTION, KEY, random);
    var nameless = new Question(new Identity(RESIDENT.number(), null), "token-1");
    assertEquals(
        inquiry.message().length(), Inquiry.of(HUT, nameless, KEY, random).message().length());
    var carried = new String(inquiry.message().toArray(), StandardCharsets.UTF_8);
    assertFalse(carried.contains("11010519491231002X") || carried.contains("token-1"));
    var inquired = opened(inquiry);
    var none = inquired.seal(Answer.unknown(), random);
    var many = inquired.seal(answer(random, 20), random);
    assertTrue(Math.abs(many.length() - none.length()) < 10, none.length() + " " + many.length());
    assertFalse(new String(many.toArray(), StandardCharsets.UTF_8).contains("王*明"));
    assertNotEquals(none, inquired.seal(Answer.unknown(), random), "asked again it is sealed anew");
  }

  @Test
  void anAnswerToAnotherQuestionOrKioskIsRefused() {
    var random = new Random(4);
    var mine = Inquiry.of(HUT, QUESTION, KEY, random);
    var other = Inquiry.of(HUT, QUESTION, KEY, random);
    var swapped = opened(other).seal(answer(random, 3), random);
    assertEquals(new Opened.Broken<>("an answer to another question"), mine.open(swapped));
    var renamed = Cbor.write(read(swapped).put("id", mine.id()));
    assertEquals(new Opened.Broken<>("the seal does not open"), mine.open(renamed));
  }

  @Test
  void evenUnderItsOwnKeyAnAnswerIsBoundToKioskAndQuestion() {
    var content = new ArrayList<Bytes>();
    var open =
        DistrictKey.of(
            "open",
            plain -> {
              content.add(plain);
              return "sealed";
            });
    var random = new Random(9);
    var mine = Inquiry.of(HUT, QUESTION, open, random);
    var key = bytes(read(content.getFirst()), "key");
    assertInstanceOf(
        Opened.Valid.class,
        mine.open(new Inquired(HUT, mine.id(), QUESTION, key).seal(Answer.unknown(), random)));
    var elsewhere = new Inquired(new KioskId("hut-2"), mine.id(), QUESTION, key);
    assertEquals(
        new Opened.Broken<>("the seal does not open"),
        mine.open(elsewhere.seal(Answer.unknown(), random)));
    var other = new Inquired(HUT, "00".repeat(16), QUESTION, key).seal(Answer.unknown(), random);
    assertEquals(
        new Opened.Broken<>("the seal does not open"),
        mine.open(Cbor.write(read(other).put("id", mine.id()))));
  }

  private static Bytes bytes(ObjectNode node, String name) {
    try {
      return new Fields(node).bytes(name);
    } catch (Fields.Malformed e) {
      return fail(e);
    }
  }

  private static ObjectNode read(Bytes message) {
    try {
      return Cbor.read(message).node();
    } catch (Fields.Malformed e) {
      return fail(e);
    }
  }

  @Test
  void aQuestionIsAskedUnderItsOwnKioskAndIdAlone() {
    var random = new Random(5);
    var inquiry = Inquiry.of(HUT, QUESTION, KEY, random);
    assertEquals(
        new Opened.Broken<>("sealed for another inquiry"),
        KEYS.openInquiry(new KioskId("hut-2"), inquiry.message(), TODAY));
    var renamed = Cbor.write(read(inquiry.message()).put("id", "00".repeat(16)));
    assertEquals(
        new Opened.Broken<>("sealed for another inquiry"), KEYS.openInquiry(HUT, renamed, TODAY));
    var identity = KEY.sealIdentity(RESIDENT, "token-1");
    assertInstanceOf(
        Opened.Broken.class,
        KEYS.openInquiry(HUT, InquiryCodec.inquiry(inquiry.id(), identity), TODAY),
        "an identity is no question");
    assertInstanceOf(
        Opened.Broken.class,
        KEYS.openIdentity(read(inquiry.message()).get("sealed").textValue(), "token-1", TODAY),
        "a question is no identity");
  }

  @Test
  void noBitCanBeChanged() {
    var random = new Random(6);
    var inquiry = Inquiry.of(HUT, QUESTION, KEY, random);
    var message = opened(inquiry).seal(answer(random, 2), random).toArray();
    for (int i = 0; i < 2_000; i++) {
      var bad = message.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      if (inquiry.open(Bytes.copyOf(bad)) instanceof Opened.Valid<Answer>) {
        fail("byte " + at + " was changed and nobody noticed");
      }
    }
  }

  @Test
  void aReadingWithSomethingFromALaterVersionIsLeftOut() {
    var past =
        new Answer.Past(
            Instant.EPOCH, new Samples(new Random(7)).reading().values(), Set.of(Flag.MOVED));
    var answer = new Answer(true, null, null, null, null, null, List.of(past, past));
    var node = read(InquiryCodec.padded(answer));
    ((ObjectNode) node.get("recent").get(0)).putArray("flags").add("floating");
    assertEquals(
        new Opened.Valid<>(new Answer(true, null, null, null, null, null, List.of(past))),
        InquiryCodec.answer(Cbor.write(node)));
  }

  @Test
  void nothingOfThemIsPrinted() {
    for (var hidden :
        List.of(QUESTION, answer(new Random(8), 1), answer(new Random(8), 1).recent())) {
      assertTrue(hidden.toString().contains("hidden"), "printed");
      assertFalse(hidden.toString().contains("王"), "printed");
    }
  }
}
