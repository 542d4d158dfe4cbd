package org.healthhut.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.junit.jupiter.api.Test;

class SealingTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 8);
  private static final DistrictKeys DISTRICT = DistrictKeys.parse(DistrictKeys.generate("d1"));
  private static final DistrictKey PUBLIC = DistrictKey.parse(DISTRICT.publicKey("d1"));
  private static final KioskId KIOSK = new KioskId("kiosk-1");

  private final BootKey key = BootKey.draw(KIOSK, "e1", "b1", PUBLIC, new Random(7));
  private final Entry entry =
      new Entry.KioskEvent(new Samples(new Random(1)).moment(), "agent.started", Map.of());

  @Test
  void theDistrictOpensWhatAKioskSealed() {
    var opened = assertInstanceOf(Opened.Valid.class, DISTRICT.open(key.boot()));
    var district = assertInstanceOf(BootKey.class, opened.value());
    for (long seq = 1; seq < 50; seq++) {
      assertEquals(new Opened.Valid<>(entry), district.open(key.seal(seq, entry)));
    }
  }

  @Test
  void anEntryTooLargeIsNotSealedAtAll() {
    var sealed = key.seal(5, entry);
    int size = sealed.sealed().length();
    assertEquals(Optional.of(sealed), key.sealWithin(size, 5, entry));
    assertEquals(Optional.empty(), key.sealWithin(size - 1, 5, entry));
  }

  @Test
  void sealingAgainGivesTheSameBytes() {
    assertEquals(key.seal(5, entry), key.seal(5, entry));
  }

  @Test
  void anyFlippedBitIsNoticed() {
    var sealed = key.seal(5, entry);
    for (int bit = 0; bit < sealed.sealed().length() * 8; bit++) {
      var flipped = sealed.sealed().with(bit / 8, sealed.sealed().u8(bit / 8) ^ 1 << bit % 8);
      assertFalse(key.open(new SealedEntry(5, flipped)) instanceof Opened.Valid<?>, "bit " + bit);
    }
  }

  @Test
  void aRecordOpensUnderItsOwnNumberBootEpochAndKioskOnly() {
    var sealed = key.seal(5, entry);
    assertBroken(key.open(new SealedEntry(6, sealed.sealed())));
    for (var other :
        new Boot[] {
          new Boot(new KioskId("kiosk-2"), "e1", "b1", key.boot().sealedKey()),
          new Boot(KIOSK, "e2", "b1", key.boot().sealedKey()),
          new Boot(KIOSK, "e1", "b2", key.boot().sealedKey())
        }) {
      assertBroken(DISTRICT.open(other).then(stranger -> stranger.open(sealed)));
    }
  }

  @Test
  void anotherDistrictOpensNothing() {
    var other = DistrictKeys.parse(DistrictKeys.generate("d1"));
    assertBroken(other.open(key.boot()));
    var unknown = DistrictKeys.parse(DistrictKeys.generate("d2"));
    assertEquals(
        new Opened.Broken<>("sealed to a key this district does not have"),
        unknown.open(key.boot()));
    assertEquals(Optional.of("d1"), unknown.missing(key.boot()));
    assertEquals(Optional.empty(), other.missing(key.boot()));
    assertEquals(Optional.empty(), other.missing(new Boot(KIOSK, "e1", "b1", "a.b.c.d.e")));
  }

  @Test
  void anEmptyOrLaterSuiteIsNotAnError() {
    assertBroken(key.open(new SealedEntry(1, Bytes.EMPTY)));
    assertBroken(key.open(new SealedEntry(1, Bytes.of(1, 2, 3))));
    assertEquals(
        new Opened.Newer<>("sealed with suite 2"), key.open(new SealedEntry(1, Bytes.of(2, 9))));
  }

  @Test
  void anIdentityOpensForItsOwnVisitOnly() {
    var parsed = IdentityNumber.parse("34052419800101001X", TODAY);
    var number = assertInstanceOf(IdentityNumber.Parsed.Valid.class, parsed).number();
    var identity = new Identity(number, "王小明");
    var sealed = PUBLIC.sealIdentity(identity, "t1");
    assertFalse(sealed.contains("34052419"));
    assertEquals(new Opened.Valid<>(identity), DISTRICT.openIdentity(sealed, "t1", TODAY));
    assertEquals(
        new Opened.Broken<>("sealed for another visit"),
        DISTRICT.openIdentity(sealed, "t2", TODAY));
    assertBroken(DISTRICT.openIdentity("not a seal", "t1", TODAY));
  }

  @Test
  void noTextInPlaceOfASealMakesOpeningThrow() {
    var whole = key.boot().sealedKey();
    var header = whole.substring(0, whole.indexOf('.'));
    var rest = whole.substring(whole.indexOf('.'));
    var json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    for (long seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(random.nextBoolean() ? json : whole);
      boolean ofHeader = text.charAt(0) == '{';
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, MARKS.charAt(random.nextInt(MARKS.length())));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
        }
      }
      var bad = ofHeader ? encoded(text.toString()) + rest : text.toString();
      assertNotNull(DISTRICT.open(new Boot(KIOSK, "e1", "b1", bad)), "seed " + seed);
      assertNotNull(DISTRICT.openIdentity(bad, "t1", TODAY), "seed " + seed);
    }
    for (var bad :
        List.of(
            "",
            ".",
            "....",
            "a.b.c.d.e",
            encoded("{}") + rest,
            encoded("{\"alg\":\"none\"}") + rest,
            encoded("{\"alg\":null,\"enc\":null}") + rest,
            encoded("{\"alg\":\"ECDH-ES\"}") + rest,
            encoded("{\"alg\":\"ECDH-ES\",\"enc\":\"x\",\"kid\":\"d1\"}") + rest,
            encoded("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"kid\":\"d1\"}") + rest,
            encoded("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"kid\":7}") + rest,
            encoded(json.replace("}", ",\"crit\":[\"x\"]}")) + rest,
            encoded(json.replace("}", ",\"zip\":\"DEF\"}")) + rest)) {
      assertNotNull(DISTRICT.open(new Boot(KIOSK, "e1", "b1", bad)), bad);
    }
  }

  private static final String MARKS = "{}[]\":,.0aA_-\\\0";

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKioskRefusesThePrivateKey() {
    var set = DistrictKeys.generate("d1");
    var privateKey = set.substring(set.indexOf('[') + 1, set.lastIndexOf(']'));
    var refused = assertThrows(IllegalArgumentException.class, () -> DistrictKey.parse(privateKey));
    assertTrue(refused.toString().contains("must never be on a kiosk"));
  }

  private static void assertBroken(Opened<?> opened) {
    assertInstanceOf(Opened.Broken.class, opened);
  }
}
