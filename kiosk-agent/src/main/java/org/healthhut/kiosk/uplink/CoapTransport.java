package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.healthhut.tls.Proof;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over DTLS by Eclipse Californium, straight to the district: the answer to each batch is the
 * acknowledgement, and commands come with answers. Each attempt is a new endpoint with a handshake
 * of its own. A changed address of the kiosk does not end it (connection id).
 */
public final class CoapTransport implements Transport {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

  /** For one batch in all its blocks, each of which is repeated four times within 45 to 93 s. */
  private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(90);

  /** An acknowledgement with the longest command, and twice the longest batch. */
  private static final int BODY_BYTES_MAX = 1 << 18;

  static final String NAME = "coap";

  private final URI address;
  private final KioskId kiosk;
  private final Proof proof;
  private final Duration connectLimit;
  private final Duration exchangeLimit;
  private final Duration silenceMax;

  private CoapTransport(
      URI address,
      KioskId kiosk,
      Proof proof,
      Duration connectLimit,
      Duration exchangeLimit,
      Duration silenceMax) {
    this.address = address;
    this.kiosk = kiosk;
    this.proof = proof;
    this.connectLimit = connectLimit;
    this.exchangeLimit = exchangeLimit;
    this.silenceMax = silenceMax;
  }

  /**
   * To the district, over DTLS.
   *
   * @param address {@code coaps://host:port}
   * @param proof the kiosk's certificate, or a key it shares with the district
   */
  public static CoapTransport secured(URI address, KioskId kiosk, Proof proof) {
    if (!"coaps".equals(address.getScheme())
        || address.getHost() == null
        || address.getPort() < 1) {
      throw new IllegalArgumentException(
          "the district's CoAP address must be coaps://host:port, it is " + address);
    }
    return new CoapTransport(
        address, kiosk, proof, CONNECT_LIMIT, EXCHANGE_LIMIT, CoapConnection.SILENCE_MAX);
  }

  /**
   * The same with other limits.
   *
   * @param connecting for the handshake
   * @param exchange for each exchange
   * @param silence after which the line is proved to be alive
   */
  CoapTransport waitingFor(Duration connecting, Duration exchange, Duration silence) {
    return new CoapTransport(address, kiosk, proof, connecting, exchange, silence);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Connection connect(Listener listener) throws IOException, InterruptedException {
    try {
      // The name stays with the address, so that it is compared with the certificate's.
      var peer = new InetSocketAddress(InetAddress.getByName(address.getHost()), address.getPort());
      var endpoint = CoapDtls.open(kiosk, proof, BODY_BYTES_MAX);
      try {
        greet(endpoint, peer);
        return CoapConnection.open(endpoint, peer, kiosk, listener, exchangeLimit, silenceMax);
      } catch (IOException | InterruptedException | RuntimeException e) {
        endpoint.destroy();
        throw e;
      }
    } catch (UnknownHostException e) {
      throw new IOException(
          "cannot connect to "
              + address
              + ": the host name is not known; check the address and the kiosk's name service",
          e);
    } catch (IOException e) {
      throw new IOException("cannot connect to " + address + ": " + e.getMessage(), e);
    }
  }

  /** Shakes hands and waits for the sign of life that CoAP has for it (RFC 7252, 4.3). */
  private void greet(CoapEndpoint endpoint, InetSocketAddress peer)
      throws IOException, InterruptedException {
    var ping = Request.newPing();
    ping.setToken(Token.EMPTY);
    ping.setDestinationContext(new AddressEndpointContext(peer));
    ping.send(endpoint);
    ping.waitForResponse(connectLimit.toMillis());
    if (!ping.isRejected()) {
      var failure = ping.getSendError();
      ping.cancel();
      throw new IOException(
          remedy(failure)
              .orElse(
                  "no answer within "
                      + connectLimit.toSeconds()
                      + " s; check that the district listens, that UDP gets through and, with a"
                      + " shared key, that the district has the same"),
          failure);
    }
  }

  /** Who does not share the key is not answered, and is told as nobody there is. */
  private static Optional<String> remedy(@Nullable Throwable failure) {
    return switch (failure) {
      case DtlsHandshakeTimeoutException _ -> Optional.empty();
      case HandshakeException trust ->
          Optional.of(
              "no trust between the two: "
                  + trust.getMessage()
                  + "; check both certificates, the authority's file, the shared key and the"
                  + " clock");
      case null -> Optional.empty();
      default -> Optional.of(String.valueOf(failure.getMessage()));
    };
  }
}
