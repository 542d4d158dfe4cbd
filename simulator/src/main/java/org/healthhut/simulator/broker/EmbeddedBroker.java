package org.healthhut.simulator.broker;

import java.io.IOException;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.healthhut.simulator.authority.Enrolment;

/**
 * Artemis on one loopback port: MQTT 5 over TLS 1.3, a client certificate required, each kiosk
 * confined to its own topics by {@link KioskTopics}. It keeps messages in memory only; the sync
 * contract loses nothing by that.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Below what any client reads as a signed short, and enough for a kiosk's whole window. */
  private static final int RECEIVE_MAXIMUM = 500;

  private final EmbeddedActiveMQ server;
  private final int port;

  private EmbeddedBroker(EmbeddedActiveMQ server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker and waits until it listens.
   *
   * @param port a free port of 127.0.0.1
   * @throws IOException when it cannot start; the message names the port
   */
  public static EmbeddedBroker start(int port, Enrolment enrolment) throws IOException {
    var configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(true)
            .setJMXManagementEnabled(false)
            .setMessageCounterEnabled(false)
            .setMaxDiskUsage(-1)
            .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(-1))
            .addAcceptorConfiguration(
                new TransportConfiguration(
                    NettyAcceptorFactory.class.getName(),
                    Map.ofEntries(
                        Map.entry("host", "127.0.0.1"),
                        Map.entry("port", port),
                        Map.entry("protocols", "MQTT"),
                        Map.entry("sslEnabled", true),
                        Map.entry("needClientAuth", true),
                        Map.entry("enabledProtocols", "TLSv1.3"),
                        Map.entry("keyStoreType", "PEM"),
                        Map.entry(
                            "keyStorePath", enrolment.brokerBundle().toAbsolutePath().toString()),
                        Map.entry("trustStoreType", "PEMCA"),
                        Map.entry(
                            "trustStorePath", enrolment.authority().toAbsolutePath().toString())),
                    "mqtt",
                    Map.of("topicAliasMaximum", 0, "receiveMaximum", RECEIVE_MAXIMUM)));
    var server = new EmbeddedActiveMQ();
    server.setConfiguration(configuration);
    server.setSecurityManager(new KioskTopics());
    try {
      server.start();
    } catch (Exception e) { // the library declares nothing narrower
      throw new IOException("The broker cannot start on port " + port + ": " + e.getMessage(), e);
    }
    return new EmbeddedBroker(server, port);
  }

  /** Where clients find it: {@code ssl://localhost:PORT}. */
  public String address() {
    return "ssl://localhost:" + port;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) { // the library declares nothing narrower
      throw new IOException("The broker on port " + port + " did not stop: " + e.getMessage(), e);
    }
  }
}
