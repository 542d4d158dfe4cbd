package org.healthhut.kiosk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.account.Accounting;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.CommandDesk;
import org.healthhut.kiosk.command.KeptDistrictKey;
import org.healthhut.kiosk.command.Remembered;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceThread;
import org.healthhut.kiosk.devices.Reconnect;
import org.healthhut.kiosk.gpio.PanelThread;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.kiosk.screen.ScreenServer;
import org.healthhut.kiosk.screen.ScreenView;
import org.healthhut.kiosk.screen.Screens;
import org.healthhut.kiosk.screen.Surroundings;
import org.healthhut.kiosk.service.ConfigHistory;
import org.healthhut.kiosk.service.Damages;
import org.healthhut.kiosk.service.Ledger;
import org.healthhut.kiosk.service.LogRing;
import org.healthhut.kiosk.service.QueueWatch;
import org.healthhut.kiosk.service.Service;
import org.healthhut.kiosk.service.ServiceBook;
import org.healthhut.kiosk.visit.Effect;
import org.healthhut.kiosk.visit.Equipment;
import org.healthhut.kiosk.visit.VisitEvent;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.kiosk.voice.Clips;
import org.healthhut.wire.Entry;
import org.healthhut.wire.Question;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens everything a kiosk is, in order, and closes it in reverse. */
public final class Agent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  /** As the manifest of the jar says; {@code development} when there is none. */
  public static final String VERSION =
      Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
          .orElse("development");

  private final Deque<Parts.Running> opened = new ConcurrentLinkedDeque<>();
  private final CountDownLatch restart = new CountDownLatch(1);
  private int port;

  private Agent() {}

  /**
   * Starts a kiosk. Waits, and shows so, while what keeps its records is in another program's hands
   * or the disk fails.
   *
   * @throws IOException when it cannot keep records or show its screen, and waiting does not help;
   *     a device or a district that is not there is no reason not to start
   */
  public static Agent start(AgentConfig config, Parts parts) throws IOException {
    return start(config, parts, _ -> Optional.of("this agent was started without a file"));
  }

  /** Takes a new configuration for the next start, or says what is wrong with it. */
  @FunctionalInterface
  public interface Reconfiguring {
    Optional<String> take(String text) throws IOException;

    /** What the agent was started with; empty when there is no file. */
    default Optional<Path> file() {
      return Optional.empty();
    }
  }

  /** As above, for an agent whose configuration the district may replace. */
  public static Agent start(AgentConfig configured, Parts parts, Reconfiguring reconfiguring)
      throws IOException {
    var key = KeptDistrictKey.in(configured.data()).over(configured.district().key());
    var agent = new Agent();
    try {
      agent.open(configured, configured.withDistrictKey(key), parts, reconfiguring);
      return agent;
    } catch (IOException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  /** Returns when the district has told this agent to end and be started again. */
  public void awaitRestart() throws InterruptedException {
    restart.await();
  }

  /** Where the screen is served. */
  public int screenPort() {
    return port;
  }

  /** Each part has a deadline of its own. Closing twice is harmless. */
  @Override
  public void close() {
    boolean any = !opened.isEmpty();
    for (var part = opened.poll(); part != null; part = opened.poll()) {
      try {
        part.close();
      } catch (RuntimeException e) {
        log.atWarn().setCause(e).log("part.notClosed");
      }
    }
    if (any) {
      log.atInfo().log("agent.stopped");
    }
  }

  private void open(
      AgentConfig configured, AgentConfig config, Parts parts, Reconfiguring reconfiguring)
      throws IOException {
    var clock = parts.clock();
    var random = parts.random();
    log.atInfo()
        .addKeyValue("kiosk", config.kiosk())
        .addKeyValue("version", VERSION)
        .addKeyValue("java", Runtime.version())
        .addKeyValue("simulated", config.simulated())
        .log("agent.starting");
    var logs = new LogRing(new LogLines());
    var root = java.util.logging.Logger.getLogger("");
    root.addHandler(logs);
    opened.push(() -> root.removeHandler(logs));

    var book = ServiceBook.in(config.data());
    Map<String, DeviceThread> devices = new LinkedHashMap<>();
    var slips = Slips.of(config);
    opened.push(slips::close);
    var wiring = new Wiring(devices, slips);
    var door = new Door(config, clock, random, wiring);
    opened.push(door::close);
    var outbox = door.outbox(() -> parts.openOutbox(config, clock, random));
    opened.push(outbox::close);
    // Nobody asks for what is being closed.
    opened.push(door::close);
    var screen = door.screen();
    port = screen.port();
    var visits =
        new Visits(
            new Visits.Rules(
                config.visit().limits(),
                config.visit().protocol(),
                quickest(config),
                config.simulated()),
            new Visits.Surroundings(
                new Equipment(
                    config.devices().stream()
                        .map(device -> new Equipment.Device(device.name(), device.model()))
                        .toList(),
                    wiring::ready),
                () -> outbox.room() != Room.NONE,
                wiring::online,
                book),
            config.district().key()::sealIdentity,
            random);
    screen.with(Clips.PATH, new Clips(config.voice().orElse(null)));

    var loop =
        new AgentLoop(
            config, screen.startId(), visits, outbox, clock, wiring, place(config), screen::show);
    wiring.loop = loop;
    var hands = new AgentHands(configured, loop::isIdle, restart, reconfiguring, clock);
    var queue = new QueueWatch(clock, outbox.standing().captured());
    var ledger = new Ledger(loop);
    var accounting =
        Accounting.of(
            config.data(),
            outbox,
            clock,
            figures -> {
              var _ =
                  outbox.append(
                      new Entry.KioskEvent(
                          clock.now(),
                          "account.wrong",
                          Map.of(
                              "captured", "" + figures.captured(),
                              "acknowledged", "" + figures.acknowledged(),
                              "waiting", "" + figures.waiting())));
            });
    opened.push(accounting::close);
    var listening = new Listening(loop, queue, accounting);
    var around =
        new Service.Surroundings(
            config,
            VERSION,
            clock,
            random,
            outbox,
            devices,
            book,
            Damages.in(config.data(), outbox.recovery(), clock.now().at()),
            ledger,
            queue,
            accounting::figures,
            logs,
            new ConfigHistory(reconfiguring.file()),
            parts.machine(),
            loop::isIdle,
            listening::line,
            screen::listening,
            hands);
    var service = new Service(screen.token(), around);
    screen.with("/service", service.pages());
    loop.serve(service);
    wiring.service = service;
    loop.append(
        new Effect.Append(
            new Entry.KioskEvent(
                clock.now(),
                "started",
                Map.of("version", VERSION, "java", Runtime.version().toString())),
            null));
    for (var device : config.devices()) {
      devices.put(
          device.name(),
          new DeviceThread(
              device.name(),
              parts.port(device),
              device.quiet(),
              device.newDriver(),
              clock,
              Reconnect.OF_A_DEVICE,
              ledger));
    }
    opened.push(parts.pins()::close);
    if (!config.gpio().isEmpty()) {
      var panel = new PanelThread(config.gpio(), parts.pins(), Reconnect.OF_A_DEVICE, loop);
      loop.light(panel::show);
      panel.start();
      opened.push(panel::close);
    }
    loop.start();
    opened.push(loop::close);
    for (var device : devices.values()) {
      device.start();
      opened.push(device::close);
    }
    var desk =
        new CommandDesk(
            config.kiosk(),
            config.district().commandKeys(),
            Remembered.in(config.data()),
            clock,
            entry -> {
              var saved = outbox.append(entry);
              var _ = saved.thenRun(hands::wake);
              return saved;
            },
            hands);
    listening.desk = desk;
    var uplink =
        parts.startUplink(
            config,
            outbox,
            clock,
            VERSION,
            () -> service.judged(loop.deviceStates()),
            accounting::figures,
            listening);
    opened.push(uplink);
    wiring.sending = uplink;
    hands.uplink = uplink;
    desk.start();
    opened.push(desk::close);
    var clearing =
        config
            .service()
            .logsTo()
            .map(to ->
                new Clearing(config.data(), to, config.kiosk().value() + "-log-", outbox::room));
    accounting.start(() -> clearing.ifPresent(Clearing::step), hands::publishState);
    loop.tellWhenDurable(() -> {
      queue.durable(outbox.standing().captured());
      uplink.wake();
    });
    log.atInfo()
        .addKeyValue("kiosk", config.kiosk())
        .addKeyValue("devices", devices.size())
        .addKeyValue("screen", "http://127.0.0.1:" + port + "/")
        .log("agent.started");
  }

  /** The way in for residents: open, and saying what it waits for, before there is an outbox. */
  private static final class Door implements AutoCloseable {
    private final AgentConfig config;
    private final KioskClock clock;
    private final RandomGenerator random;
    private final ScreenServer.Touches touches;
    private @Nullable ScreenServer screen;

    Door(
        AgentConfig config,
        KioskClock clock,
        RandomGenerator random,
        ScreenServer.Touches touches) {
      this.config = config;
      this.clock = clock;
      this.random = random;
      this.touches = touches;
    }

    /**
     * Waits for the outbox, and shows so. Where the outbox is another agent's, so may the port be:
     * then only the log says so. A port that anybody else has taken is no reason to wait.
     */
    Outbox outbox(Opening.Store<Outbox> store) throws IOException {
      var over = new CountDownLatch(1);
      return new Opening(
              clock, time -> over.await(time.toNanos(), TimeUnit.NANOSECONDS), this::show)
          .await(() -> {
            var taken = bound();
            var outbox = store.open();
            if (taken.isPresent()) {
              outbox.close();
              throw new Opening.HopelessException(taken.get());
            }
            return outbox;
          });
    }

    ScreenServer screen() {
      var bound = screen;
      if (bound == null) {
        throw new IllegalStateException("no port is bound");
      }
      return bound;
    }

    private Optional<IOException> bound() {
      if (screen != null) {
        return Optional.empty();
      }
      try {
        screen = ScreenServer.bind(config.screen().port(), clock, random, touches);
        show(ScreenView.Screen.STARTING);
        screen.start();
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(e);
      }
    }

    private void show(ScreenView.Screen what) {
      var bound = screen;
      if (bound != null) {
        bound.show(Screens.starting(what, place(config), bound.startId(), clock.now()));
      }
    }

    @Override
    public void close() {
      var bound = screen;
      screen = null;
      if (bound != null) {
        bound.close();
      }
    }
  }

  /** What comes from the district goes to the loop, and commands to the desk. */
  private static final class Listening implements Parts.DistrictListener {
    private final AgentLoop loop;
    private final QueueWatch queue;
    private volatile String line = "";
    private final Accounting accounting;
    private volatile @Nullable CommandDesk desk;

    Listening(AgentLoop loop, QueueWatch queue, Accounting accounting) {
      this.accounting = accounting;
      this.loop = loop;
      this.queue = queue;
    }

    String line() {
      return line;
    }

    @Override
    public void line(String name) {
      line = name;
      loop.line(name);
    }

    @Override
    public void acknowledged(long through) {
      queue.acknowledged(through);
      loop.acknowledged(through);
    }

    @Override
    public void commanded(List<String> commands) {
      var to = desk;
      if (to != null) {
        to.given(commands);
      }
    }

    @Override
    public void refused(String epoch, List<Long> numbers) {
      accounting.refused(epoch, numbers);
    }
  }

  /** How long each device measures at least, where it is to be asked for. */
  private static Map<String, Duration> quickest(AgentConfig config) {
    return config.visit().quickestMeasurement()
        ? config.devices().stream()
            .collect(
                Collectors.toMap(AgentConfig.Device::name, device -> device.model().quickest()))
        : Map.of();
  }

  private static Surroundings.Place place(AgentConfig config) {
    var screen = config.screen();
    return new Surroundings.Place(
        config.station(),
        config.simulated(),
        screen.diagonalInches(),
        screen.staff(),
        screen.takeAway(),
        config.printer().isPresent());
  }

  /** Ties the screen to the loop and the loop to the devices, each made before the other. */
  private static final class Wiring implements ScreenServer.Touches, AgentLoop.World {
    private final Map<String, DeviceThread> devices;
    private final Slips slips;
    private volatile @Nullable AgentLoop loop;
    private volatile @Nullable Service service;
    private volatile Parts.@Nullable Sending sending;

    Wiring(Map<String, DeviceThread> devices, Slips slips) {
      this.devices = devices;
      this.slips = slips;
    }

    @Override
    public boolean touched(VisitEvent.Touch touch, String on) {
      var to = loop;
      return to != null && to.touched(touch, on);
    }

    boolean ready(String device) {
      var of = loop;
      return of != null && of.ready(device);
    }

    boolean online() {
      var of = loop;
      return of != null && of.online();
    }

    @Override
    public void ask(Effect.Ask ask) {
      var device = devices.get(ask.device());
      var judge = service;
      boolean refused =
          ask.request() == Stimulus.Request.MEASURE
              && judge != null
              && !judge.mayStart(ask.device());
      if (refused || device == null || !device.ask(ask.request())) {
        log.atWarn().addKeyValue("device", ask.device()).log("request.dropped");
      }
    }

    @Override
    public void inquire(Effect.Inquire inquire) {
      var to = sending;
      var of = loop;
      if (to != null && of != null) {
        to.ask(
            new Question(inquire.identity(), inquire.token()),
            answer -> of.answered(inquire.token(), Residents.known(answer)));
      }
    }

    @Override
    public void print(Effect.Print print) {
      var of = loop;
      if (of != null) {
        slips.print(print.visit(), of::printed);
      }
    }
  }
}
