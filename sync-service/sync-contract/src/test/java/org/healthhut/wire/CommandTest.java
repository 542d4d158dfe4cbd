package org.healthhut.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final String PRIVATE = CommandSigner.generate("c1");
  private static final CommandSigner SIGNER = CommandSigner.parse(PRIVATE);
  private static final CommandKeys KEYS = CommandKeys.parse(SIGNER.publicKeys());

  private static Order order(Command command) {
    return new Order(new KioskId("hut-1"), 42, NOW, NOW.plusSeconds(3600), command);
  }

  @Test
  void everyCommandComesBackAsItWasSigned() {
    var key = DistrictKeys.parse(DistrictKeys.generate("d2")).publicKey("d2");
    for (var command :
        List.of(
            new Command.PublishState(),
            new Command.Restart(),
            new Command.UseDistrictKey(key),
            new Command.Configure("kiosk: {id: hut-1, station: 健康小屋}"))) {
      assertEquals(
          new Opened.Valid<>(order(command)),
          KEYS.verify(SIGNER.sign(order(command))),
          "" + command);
    }
  }

  @Test
  void anotherKeyAnotherTypeAndAnotherAlgorithmAreRefused() throws JOSEException, ParseException {
    var stranger = CommandSigner.parse(CommandSigner.generate("c2"));
    var impostor = CommandSigner.parse(CommandSigner.generate("c1"));
    var good = order(new Command.Restart());
    assertEquals(
        new Opened.Broken<>("signed with an unknown key"), KEYS.verify(stranger.sign(good)));
    assertEquals(new Opened.Broken<>("the signature is wrong"), KEYS.verify(impostor.sign(good)));
    assertEquals(
        new Opened.Broken<>("signed with an unknown key"),
        CommandKeys.NONE.verify(SIGNER.sign(good)));

    var payload = JWSObject.parse(SIGNER.sign(good)).getPayload();
    var untyped =
        new JWSObject(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("c1").build(), payload);
    untyped.sign(new ECDSASigner(ECKey.parse(PRIVATE)));
    assertEquals(new Opened.Broken<>("not a command"), KEYS.verify(untyped.serialize()));

    // The well-known confusion: the public key taken as the secret of a symmetric signature.
    var secret = SIGNER.publicKeys().getBytes(StandardCharsets.UTF_8);
    var confused =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID("c1")
                .type(new JOSEObjectType("hut-command+jws"))
                .build(),
            payload);
    confused.sign(new MACSigner(secret));
    assertEquals(new Opened.Broken<>("not a command"), KEYS.verify(confused.serialize()));
    var none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"hut-command+jws\",\"kid\":\"c1\"}"
                    .getBytes(StandardCharsets.UTF_8));
    assertEquals(
        new Opened.Broken<>("not a command"),
        KEYS.verify(none + "." + payload.toBase64URL() + "."));
  }

  @Test
  void aCommandOfALaterVersionIsKnownAsOne() throws JOSEException, ParseException {
    var payload =
        JWSObject.parse(SIGNER.sign(order(new Command.Restart())))
            .getPayload()
            .toString()
            .replace("restart", "sing");
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("c1").type(CommandKeys.TYPE).build(),
            new Payload(payload));
    jws.sign(new ECDSASigner(ECKey.parse(PRIVATE)));
    assertEquals(new Opened.Newer<>("unknown command"), KEYS.verify(jws.serialize()));
  }

  @Test
  void noChangedCharacterPasses() {
    var good = SIGNER.sign(order(new Command.Restart()));
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var changed = new StringBuilder(good);
      // The last character of a part may hold bits that say nothing.
      int at = random.nextInt(good.lastIndexOf('.'));
      changed.setCharAt(at, changed.charAt(at) == 'A' ? 'Q' : 'A');
      assertInstanceOf(Opened.Broken.class, KEYS.verify(changed.toString()), "seed " + seed);
    }
  }

  @Test
  void theKeySetsAreNotMistakenForEachOther() {
    assertThrows(IllegalArgumentException.class, () -> CommandSigner.parse("{}"));
    assertThrows(
        IllegalArgumentException.class,
        () -> CommandKeys.parse(DistrictKeys.generate("d1")),
        "a private key on a kiosk");
    assertThrows(IllegalArgumentException.class, () -> CommandKeys.parse("{\"keys\":[]}"));
  }
}
