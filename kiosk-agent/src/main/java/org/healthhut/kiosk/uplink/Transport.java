package org.healthhut.kiosk.uplink;

import java.io.IOException;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.wire.Ack;
import org.healthhut.wire.Batch;
import org.healthhut.wire.Inquiry;
import org.healthhut.wire.KioskState;

/** A way to the district: MQTT, CoAP, or a simulated one. */
public interface Transport {
  /** As messages and reasons show it: {@code mqtt}. */
  String name();

  /**
   * Opens one connection, and waits for it with a limit of its own.
   *
   * @param listener called from the transport's threads, never after {@link Connection#close}
   * @throws IOException when it cannot be opened; the message names the address, the cause and,
   *     where there is one, the remedy
   */
  Connection connect(Listener listener) throws IOException, InterruptedException;

  /**
   * Whether an attempt is worth more now than the last one was, so that none should be waited for.
   */
  default boolean hasBetterProspects() {
    return false;
  }

  /**
   * One open connection; when it breaks, {@link Listener#lost} is called once and a new one is
   * made.
   */
  interface Connection extends AutoCloseable {
    /** What suits this line, where that is not the usual. */
    default UplinkSettings bounds(UplinkSettings usual) {
      return usual;
    }

    /**
     * Hands a batch over. That it was handed over, or that a broker has it, deletes nothing: only
     * {@link Listener#acknowledged} does.
     *
     * @throws IOException when the connection cannot take it; it must then be closed
     */
    void publish(Batch batch) throws IOException;

    /** Publishes the kiosk's retained state. */
    void publish(KioskState state) throws IOException;

    /**
     * Sends a question beside everything else, at once or not at all: {@link Listener#answered}
     * follows or nothing does, and the connection goes on whatever becomes of it.
     */
    default void ask(Inquiry inquiry) {}

    /** Bounded in time; closing twice is harmless. */
    @Override
    void close();
  }

  /** What comes from the other side. */
  interface Listener {
    void acknowledged(Ack ack);

    /** Signed commands came with it; must not block. */
    default void commanded(List<String> commands) {}

    /** Somebody has answered a question; must not block. */
    default void answered(Bytes message) {}

    /** The line wants a sign of life: the kiosk's state is to be published again. */
    default void stateWanted() {}

    /** The connection is gone; {@code why} is for the log and the technician. */
    void lost(String why);
  }
}
