package org.healthhut.wire;

import java.util.Optional;

/** The MQTT topics of the contract. CoAP uses the same paths. */
public final class Topics {
  /** What ingest subscribes to; the instances of the server share its messages. */
  public static final String SHARED_UP = "$share/ingest/hut/v1/+/up";

  /** What the server subscribes to for {@link #ask}; any instance answers. */
  public static final String SHARED_ASK = "$share/ask/hut/v1/+/ask";

  /** Every kiosk's retained state. */
  public static final String EVERY_STATE = "hut/v1/+/state";

  private static final String PREFIX = "hut/v1/";

  private Topics() {}

  /** Kiosk to district: {@link Batch}. */
  public static String up(KioskId kiosk) {
    return PREFIX + kiosk + "/up";
  }

  /** District to kiosk: {@link Down}. */
  public static String down(KioskId kiosk) {
    return PREFIX + kiosk + "/down";
  }

  /** Kiosk to district: {@link Inquiry#message}, by QoS 0; nobody wants it later. */
  public static String ask(KioskId kiosk) {
    return PREFIX + kiosk + "/ask";
  }

  /** District to kiosk: what {@link Inquired#seal} makes, by QoS 0. */
  public static String answer(KioskId kiosk) {
    return PREFIX + kiosk + "/answer";
  }

  /** Retained, and the last will: {@link KioskState}. */
  public static String state(KioskId kiosk) {
    return PREFIX + kiosk + "/state";
  }

  /** The kiosk a topic belongs to; empty for a topic that is not of this contract. */
  public static Optional<KioskId> kioskOf(String topic) {
    if (!topic.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int slash = topic.indexOf('/', PREFIX.length());
    if (slash < 0) {
      return Optional.empty();
    }
    String id = topic.substring(PREFIX.length(), slash);
    return KioskId.valid(id) ? Optional.of(new KioskId(id)) : Optional.empty();
  }
}
