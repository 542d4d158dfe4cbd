package org.healthhut.district.ingest;

import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where messages come from.
 *
 * @param uri {@code ssl://host:port}
 * @param tls certificate and authority; empty only for a broker without TLS on this machine
 * @param clientId this instance's name at the broker: another one with it would push it off
 * @param workers how many batches are stored at a time
 */
public record Broker(URI uri, Optional<SSLContext> tls, String clientId, int workers) {}
