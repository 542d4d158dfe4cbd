package org.healthhut.district.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.security.Security;
import java.time.LocalDate;
import org.healthhut.person.Identity;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Opened;
import org.junit.jupiter.api.Test;

class NativeCurvesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private final DistrictKeys onNative = NativeCurves.on(Sealing.KEYS);

  @Test
  void opensWhatTheJdkOpens() {
    assertNotSame(Sealing.KEYS, onNative, "the native library does not run on this machine");
    var identity = new Identity(Sealing.number(Sealing.WANG), "王小明");
    for (int i = 0; i < 50; i++) {
      var token = "token-" + i;
      var sealed = Sealing.DISTRICT.sealIdentity(identity, token);
      assertEquals(new Opened.Valid<>(identity), onNative.openIdentity(sealed, token, TODAY));
      assertEquals(
          Sealing.KEYS.openIdentity(sealed, token, TODAY),
          onNative.openIdentity(sealed, token, TODAY));
    }
  }

  /** Points of other curves have given private keys away, bit by bit. */
  @Test
  void refusesAPointThatIsNotOnTheCurve() throws Exception {
    var identity = new Identity(Sealing.number(Sealing.WANG), "王小明");
    var sealed = Sealing.DISTRICT.sealIdentity(identity, "token");
    var parts = sealed.split("\\.", -1);
    var json = new ObjectMapper();
    for (int bit = 0; bit < 8; bit++) {
      var header = (ObjectNode) json.readTree(new Base64URL(parts[0]).decode());
      var epk = (ObjectNode) header.get("epk");
      var y = new Base64URL(epk.get("y").textValue()).decode();
      y[31] ^= (byte) (1 << bit);
      epk.put("y", Base64URL.encode(y).toString());
      var forged =
          sealed.replace(parts[0], Base64URL.encode(json.writeValueAsBytes(header)).toString());
      assertInstanceOf(Opened.Broken.class, onNative.openIdentity(forged, "token", TODAY));
      assertInstanceOf(Opened.Broken.class, Sealing.KEYS.openIdentity(forged, "token", TODAY));
    }
  }

  @Test
  void aProviderThatCannotDoItIsRefusedAtOnce() {
    var without = Security.getProvider("SunJCE");
    assertThrows(IllegalArgumentException.class, () -> Sealing.KEYS.with(without));
  }
}
