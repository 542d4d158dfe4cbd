package org.healthhut.kiosk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.device.gpio.Pins;
import org.healthhut.device.link.Link;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.service.Machine;
import org.healthhut.wire.Answer;
import org.healthhut.wire.Question;

/** What an agent is made of: its ways to the disk, the devices, the district and the time. */
public interface Parts {
  KioskClock clock();

  /** Must be cryptographically strong outside tests. */
  RandomGenerator random();

  /** The kiosk's GPIO lines; nothing of them is taken before they are asked for one. */
  Pins pins();

  /** What the machine tells of itself. */
  default Machine machine() {
    return Machine.SILENT;
  }

  /** The line to a device; opening it is the device thread's work. */
  Link.Port port(AgentConfig.Device device);

  /**
   * Opens what keeps the records.
   *
   * @throws IOException when records cannot be kept; the message says what to do
   */
  Outbox openOutbox(AgentConfig config, KioskClock clock, RandomGenerator random)
      throws IOException;

  /**
   * Starts sending what the outbox holds; being offline is not a failure.
   *
   * @param devices what each device is doing, by name, for the kiosk's state
   * @param version of the agent, for the kiosk's state
   * @param account the kiosk's own book, for its state
   */
  Sending startUplink(
      AgentConfig config,
      Outbox outbox,
      KioskClock clock,
      String version,
      Supplier<Map<String, String>> devices,
      Supplier<Figures> account,
      DistrictListener listener);

  /** Something that runs until it is closed. */
  @FunctionalInterface
  interface Running extends AutoCloseable {
    /** Bounded in time. */
    @Override
    void close();
  }

  /** What carries records to the district. */
  interface Sending extends Running {
    /** There is more to send. From any thread; never blocks. */
    void wake();

    /** Tells the district again how the kiosk is. From any thread; never blocks. */
    default void publishState() {}

    /**
     * Asks the district about whoever has signed in. From any thread; never blocks.
     *
     * @param answered called at most once, from the uplink's thread: it must pass the answer on and
     *     return. Never called when the kiosk is offline, when too many questions are under way or
     *     when no answer comes within 5 s
     */
    default void ask(Question question, Consumer<Answer> answered) {}
  }

  /** Told how it stands with the district, from the uplink's thread. */
  interface DistrictListener {
    /** The line to the district that is up, as {@code mqtt}; empty while none is. */
    void line(String name);

    /** The district has committed everything up to {@code through} of this kiosk's epoch. */
    void acknowledged(long through);

    /** The district has sent these signed commands. */
    default void commanded(List<String> commands) {}

    /** The district has put these numbers of {@code epoch} in quarantine. */
    default void refused(String epoch, List<Long> numbers) {}
  }
}
