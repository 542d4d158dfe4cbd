package org.healthhut.kiosk.service;

import com.sun.net.httpserver.HttpHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceThread;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of the technician's page, put together; what the rest of the agent asks it. */
public final class Service {
  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private final ServiceDesk desk;
  private final ServiceBook book;
  private final Damages damages;
  private final DueDates dueDates;
  private final ServicePages pages;
  private final KioskClock clock;

  /**
   * What the page looks at and acts on.
   *
   * @param threads by name; looked at when asked, so it may be filled later
   * @param account the kiosk's own book
   * @param isIdle whether no visit is open
   * @param line over which the district is reached; empty while it is not
   * @param residentPages how many pages of residents listen
   */
  public record Surroundings(
      AgentConfig config,
      String version,
      KioskClock clock,
      RandomGenerator random,
      Outbox outbox,
      Map<String, DeviceThread> threads,
      ServiceBook book,
      Damages damages,
      Ledger ledger,
      QueueWatch queue,
      Supplier<Figures> account,
      LogRing logs,
      ConfigHistory history,
      Machine machine,
      BooleanSupplier isIdle,
      Supplier<String> line,
      Supplier<Integer> residentPages,
      ServiceHands hands) {}

  /**
   * A service that nobody is in.
   *
   * @param token that the page shows with everything it posts
   */
  public Service(String token, Surroundings around) {
    var config = around.config();
    this.clock = around.clock();
    this.book = around.book();
    this.damages = around.damages();
    ServiceDesk.Report report = (kind, details) -> tell(around, kind, details);
    var checkup =
        new Checkup(
            config,
            around.outbox(),
            around.queue(),
            around.history(),
            around.machine(),
            clock,
            around.line(),
            () -> around.residentPages().get() > 0 ? Duration.ZERO : silent());
    var actions =
        new ServiceActions(
            config,
            around.threads(),
            book,
            damages,
            around.logs(),
            around.history(),
            checkup,
            around.hands(),
            clock,
            report);
    this.desk =
        new ServiceDesk(
            config.service().pin().map(pin -> new PinLock(config.data(), pin, clock)),
            around.isIdle(),
            clock,
            around.random(),
            report,
            actions::forget);
    this.dueDates =
        new DueDates(
            config.devices().stream().map(AgentConfig.Device::name).toList(), book, report);
    var views =
        new ServiceViews(
            config,
            around.version(),
            around.threads(),
            book,
            damages,
            around.ledger(),
            around.queue(),
            around.history(),
            checkup,
            actions,
            around.outbox(),
            around.account(),
            around.line(),
            clock);
    this.pages =
        new ServicePages(
            token,
            config.screen().diagonalInches(),
            desk,
            actions,
            views,
            around.history(),
            checkup,
            clock);
    damages
        .found()
        .ifPresent(found -> {
          log.atError().addKeyValue("found", found.details()).log("store.damaged");
          report.tell("store.damaged", found.details());
        });
  }

  private Duration silent() {
    return pages.silent();
  }

  private static void tell(Surroundings around, String kind, Map<String, String> details) {
    var event = new Entry.KioskEvent(around.clock().now(), kind, details);
    var line = log.atInfo();
    var device = details.get("device");
    (device == null ? line : line.addKeyValue("device", device)).log(kind);
    var _ =
        around
            .outbox()
            .append(event)
            .whenComplete((_, failure) -> {
              if (failure == null) {
                around.hands().wake();
              } else {
                log.atError().addKeyValue("kind", kind).log("service.notTold");
              }
            });
  }

  /** The page, for everything at {@code /service} and below. */
  public HttpHandler pages() {
    return pages;
  }

  /** Whether a technician is in: then no visit may begin. From any thread. */
  public boolean isOpen() {
    return desk.open();
  }

  /** Whether records were damaged, and no technician has seen it yet. From any thread. */
  public boolean isDamaged() {
    return damages.unseen().isPresent();
  }

  /** To be called a few times a second from one thread. */
  public void tick(Moment now) {
    var _ = desk.open();
    dueDates.tick(now);
  }

  /** How {@code device} stands for residents, where it stands as {@code health} says. */
  public DeviceHealth judged(String device, DeviceHealth health, Moment now) {
    return book.outOfUse(device, now)
        .map(note -> DeviceHealth.disabled(note, health.since()))
        .orElse(health);
  }

  /** Whether a device may be started now. */
  public boolean mayStart(String device) {
    return book.outOfUse(device, clock.now()).isEmpty();
  }

  /** What each device is doing, with those that are out of use. */
  public Map<String, String> judged(Map<String, String> states) {
    var now = clock.now();
    var judged = new TreeMap<>(states);
    judged.replaceAll((device, state) ->
        book.outOfUse(device, now).isPresent() ? DeviceHealth.State.DISABLED.key() : state);
    return judged;
  }

  /** When a device's calibration ends, as {@code 2027-03-18}; empty when nobody has entered it. */
  public Optional<String> calibratedUntil(String device) {
    return book.card(device).calibration().map(calibration -> calibration.until().toString());
  }

  /** The test strips beside a glucose meter; empty when nobody has entered them. */
  public Optional<DeviceCard.Strips> strips(String device) {
    return book.card(device).strips();
  }
}
