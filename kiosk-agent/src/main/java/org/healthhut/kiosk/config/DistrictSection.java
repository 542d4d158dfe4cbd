package org.healthhut.kiosk.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.healthhut.tls.Credentials;
import org.healthhut.tls.MutualTls;
import org.healthhut.tls.Proof;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.DistrictKey;
import org.jspecify.annotations.Nullable;

/** Reads {@code district:}, and the keys and certificates that it names. */
final class DistrictSection {
  private final NamedFiles files;
  private @Nullable Instant certificateUntil;

  DistrictSection(NamedFiles files) {
    this.files = files;
  }

  /** When the kiosk's own certificate runs out; null where none could be read. */
  @Nullable Instant certificateUntil() {
    return certificateUntil;
  }

  AgentConfig.@Nullable District read(YamlMap map) {
    var broker = map.value("broker", "an address as ssl://host:8883", text -> address(text, "ssl"));
    var authority = files.text(map, "authority");
    var certificate = files.text(map, "certificate");
    var privateKey = files.text(map, "privateKey");
    var jwk = files.text(map, "key");
    DistrictKey key = null;
    if (jwk != null) {
      try {
        key = DistrictKey.parse(jwk);
      } catch (IllegalArgumentException e) {
        map.mistaken("key", "cannot be used: " + e.getMessage());
      }
    }
    var commandKeys = commandKeys(map);
    Credentials own = null;
    SSLContext tls = null;
    if (authority != null && certificate != null && privateKey != null) {
      try {
        own = Credentials.parse(authority, certificate, privateKey);
        tls = MutualTls.context(own);
        certificateUntil = own.chain().getFirst().getNotAfter().toInstant();
      } catch (IllegalArgumentException e) {
        map.mistaken("certificate", "cannot be used: " + e.getMessage());
      }
    }
    var coap = map.has("coap") ? coap(map.map("coap"), own) : null;
    return broker == null || key == null || tls == null
        ? null
        : new AgentConfig.District(broker, tls, key, commandKeys, Optional.ofNullable(coap));
  }

  private AgentConfig.@Nullable Coap coap(YamlMap map, @Nullable Credentials own) {
    var address =
        map.value("address", "an address as coaps://host:5684", text -> address(text, "coaps"));
    var after = map.number("afterSeconds", 10, 3600, 120);
    Proof proof = own;
    if (map.has("sharedKey")) {
      proof = files.sharedKey(map, "sharedKey");
    } else if (own != null && !own.ellipticCurve()) {
      map.mistaken("address", "needs a district.privateKey on an elliptic curve, or a sharedKey");
    }
    return address == null || after == null || proof == null
        ? null
        : new AgentConfig.Coap(address, proof, Duration.ofSeconds(after));
  }

  private CommandKeys commandKeys(YamlMap map) {
    if (!map.has("commandKeys")) {
      return CommandKeys.NONE;
    }
    var jwkSet = files.text(map, "commandKeys");
    try {
      return jwkSet == null ? CommandKeys.NONE : CommandKeys.parse(jwkSet);
    } catch (IllegalArgumentException e) {
      map.mistaken("commandKeys", "cannot be used: " + e.getMessage());
      return CommandKeys.NONE;
    }
  }

  private static @Nullable URI address(String text, String scheme) {
    try {
      var uri = new URI(text);
      boolean plain = uri.getUserInfo() == null && uri.getRawPath().isEmpty();
      return scheme.equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0 && plain
          ? uri
          : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
