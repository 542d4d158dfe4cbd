package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.healthhut.device.Model.ClockSetting;
import org.healthhut.device.SelfTest;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.command.ForcedFile;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceThread;
import org.healthhut.kiosk.devices.SelfTestRun;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a technician who is in asks for. From any thread. */
final class ServiceActions {
  private static final Logger log = LoggerFactory.getLogger(ServiceActions.class);

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern CERTIFICATE = Pattern.compile("[A-Z0-9][A-Z0-9 ./-]{0,39}");
  private static final Pattern LOT = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{0,10}");

  /** Why residents cannot use a device; the words are the pages'. */
  static final Set<String> NOTES = Set.of("repair", "calibration", "supplies", "cleaning");

  private static final Pattern NOTE = Pattern.compile(String.join("|", NOTES));
  private static final long CERTIFICATE_YEARS_MAX = 5;
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

  private final AgentConfig config;
  private final Map<String, DeviceThread> threads;
  private final ServiceBook book;
  private final Damages damages;
  private final LogRing logs;
  private final ConfigHistory history;
  private final Checkup checkup;
  private final ServiceHands hands;
  private final KioskClock clock;
  private final ServiceDesk.Report report;
  private final Map<String, Tested> tests = new ConcurrentHashMap<>();
  private volatile @Nullable String watched;

  /** A self-test; {@code results} is empty while it runs. */
  record Tested(Moment at, boolean running, List<SelfTest.Result> results) {}

  /** What came of a request: always exactly one of these. */
  sealed interface Done {
    record Ok() implements Done {}

    /**
     * It was not done.
     *
     * @param why a word of the page, or a technician's text
     */
    record Refused(String why) implements Done {}
  }

  private static final Done OK = new Done.Ok();

  ServiceActions(
      AgentConfig config,
      Map<String, DeviceThread> threads,
      ServiceBook book,
      Damages damages,
      LogRing logs,
      ConfigHistory history,
      Checkup checkup,
      ServiceHands hands,
      KioskClock clock,
      ServiceDesk.Report report) {
    this.config = config;
    this.threads = threads;
    this.book = book;
    this.damages = damages;
    this.logs = logs;
    this.history = history;
    this.checkup = checkup;
    this.hands = hands;
    this.clock = clock;
    this.report = report;
  }

  /**
   * Does one thing.
   *
   * @throws IOException when the disk did not take it; then nothing has changed
   */
  Done act(String what, Form form) throws IOException {
    return switch (what) {
      case "selftest" -> withDevice(form, this::selfTest);
      case "bytes" -> withDevice(form, this::watch);
      case "hush" -> hush();
      case "clock" -> withDevice(form, this::clock);
      case "disable" -> disable(form);
      case "enable" -> enable(form);
      case "calibration" -> calibration(form);
      case "strips" -> strips(form);
      case "control" -> control(form);
      case "damage-seen" -> damageSeen();
      case "check" -> check();
      case "upload" -> upload();
      case "export" -> export();
      case "rollback" -> rollback();
      default -> refused("unknown");
    };
  }

  Optional<Tested> tested(String device) {
    return Optional.ofNullable(tests.get(device));
  }

  /** Whose bytes are looked at; null for nobody's. */
  @Nullable String watched() {
    return watched;
  }

  /** Nobody looks any more: what was seen of the lines is forgotten. */
  void forget() {
    watched = null;
    threads.values().forEach(thread -> thread.tap().stop());
  }

  private interface OnDevice {
    Done act(AgentConfig.Device device, DeviceThread thread) throws IOException;
  }

  private Done withDevice(Form form, OnDevice action) throws IOException {
    var named = form.text("device", NAME);
    var device =
        config.devices().stream()
            .filter(each -> named.filter(each.name()::equals).isPresent())
            .findFirst();
    var thread = named.map(threads::get);
    return device.isPresent() && thread.isPresent()
        ? action.act(device.get(), thread.get())
        : refused("no-device");
  }

  private Done selfTest(AgentConfig.Device device, DeviceThread thread) {
    var name = device.name();
    // Said before it is begun: it may be over before this thread goes on.
    var before = Optional.ofNullable(tests.put(name, new Tested(clock.now(), true, List.of())));
    boolean taken =
        thread.aside(port -> {
          var results =
              new SelfTestRun(
                      device.model(),
                      device.newDriver(),
                      port,
                      device.quiet(),
                      Catalogue.DEVICE_ZONE,
                      clock)
                  .run(thread.tap());
          tests.put(name, new Tested(clock.now(), false, results));
          var failed =
              results.stream()
                  .filter(result -> result.outcome() == SelfTest.Outcome.FAILED)
                  .map(result -> result.step().name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(" "));
          report.tell("selftest.done", Map.of("device", name, "failed", failed));
        });
    if (!taken) {
      before.ifPresentOrElse(was -> tests.put(name, was), () -> tests.remove(name));
      return refused("busy");
    }
    return OK;
  }

  private Done watch(AgentConfig.Device device, DeviceThread thread) {
    forget();
    thread.tap().start();
    watched = device.name();
    report.tell("bytes.watched", Map.of("device", device.name()));
    return OK;
  }

  private Done hush() {
    forget();
    return OK;
  }

  /** A driver reads its device's clock each time the line is opened; some set it then. */
  private Done clock(AgentConfig.Device device, DeviceThread thread) {
    boolean sets = device.model().clockSetting() != ClockSetting.BY_HAND;
    if (sets && clock.now().clock() != ClockTrust.SYNCHRONIZED) {
      return refused("clock-unsure");
    }
    boolean taken =
        device.model().clockSetting() == ClockSetting.ON_REQUEST
            ? thread.ask(Stimulus.Request.SET_CLOCK)
            : thread.aside(_ -> {});
    if (!taken) {
      return refused("busy");
    }
    report.tell(sets ? "clock.set" : "clock.read", Map.of("device", device.name()));
    return OK;
  }

  private Done disable(Form form) throws IOException {
    var note = form.text("note", NOTE);
    return note.isEmpty()
        ? refused("note")
        : change(form, card -> card.disabled(note), "device.disabled", Map.of("note", note.get()));
  }

  private Done enable(Form form) throws IOException {
    return change(form, card -> card.disabled(Optional.empty()), "device.enabled", Map.of());
  }

  private Done calibration(Form form) throws IOException {
    var certificate = form.text("certificate", CERTIFICATE);
    var on = form.day("on");
    var until = form.day("until");
    if (certificate.isEmpty()) {
      return refused("certificate");
    }
    if (on.isEmpty() || until.isEmpty() || isAhead(on.get())) {
      return refused("day");
    }
    if (!until.get().isAfter(on.get())
        || until.get().isAfter(on.get().plusYears(CERTIFICATE_YEARS_MAX))) {
      return refused("until");
    }
    return change(
        form,
        card -> card.with(new Calibration(certificate.get(), on.get(), until.get())),
        "calibration.entered",
        Map.of(
            "certificate", certificate.get(),
            "on", on.get().toString(),
            "until", until.get().toString()));
  }

  private Done strips(Form form) throws IOException {
    var lot = form.text("lot", LOT);
    var code = form.text("code", CODE);
    var expires = form.day("expires");
    if (lot.isEmpty() || code.isEmpty()) {
      return refused("lot");
    }
    if (expires.isEmpty()) {
      return refused("day");
    }
    var entered = new DeviceCard.Strips(lot.get(), code.get(), expires.get());
    if (ServiceBook.today(clock.now()).filter(entered::expired).isPresent()) {
      return refused("expired");
    }
    return change(
        form,
        card -> card.with(entered),
        "strips.entered",
        Map.of("lot", lot.get(), "code", code.get(), "expires", expires.get().toString()));
  }

  private Done control(Form form) throws IOException {
    var on = form.day("on");
    var passed = form.flag("passed");
    if (on.isEmpty() || isAhead(on.get())) {
      return refused("day");
    }
    return passed.isEmpty()
        ? refused("passed")
        : change(
            form,
            card -> card.with(new DeviceCard.Control(on.get(), passed.get())),
            "control.entered",
            Map.of("on", on.get().toString(), "passed", passed.get().toString()));
  }

  private boolean isAhead(LocalDate day) {
    return ServiceBook.today(clock.now()).filter(day::isAfter).isPresent();
  }

  private Done change(
      Form form, UnaryOperator<DeviceCard> change, String kind, Map<String, String> details)
      throws IOException {
    return withDevice(
        form,
        (device, _) -> {
          book.change(device.name(), change);
          var all = new TreeMap<>(details);
          all.put("device", device.name());
          report.tell(kind, all);
          hands.publishState();
          return OK;
        });
  }

  private Done damageSeen() throws IOException {
    var seen = damages.unseen();
    if (seen.isPresent()) {
      damages.seen();
      report.tell("damage.seen", seen.get().details());
    }
    return OK;
  }

  private Done check() {
    checkup.begin();
    return OK;
  }

  private Done upload() {
    hands.wake();
    return OK;
  }

  /** Writes the log into the folder of the configuration, as of a USB stick. */
  private Done export() throws IOException {
    var folder = config.service().logsTo();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return refused("no-folder");
    }
    var local = clock.now().at().atOffset(Visits.ZONE);
    var file =
        folder.get().resolve(config.kiosk().value() + "-log-" + FILE_TIME.format(local) + ".txt");
    ForcedFile.write(file, logText());
    report.tell("log.exported", Map.of());
    return OK;
  }

  String logText() {
    return String.join("\n", logs.lines()) + "\n";
  }

  private Done rollback() throws IOException {
    var text = history.textBefore();
    if (text.isEmpty()) {
      return refused("no-before");
    }
    var mistake = hands.configure(text.get());
    if (mistake.isPresent()) {
      return refused(mistake.get());
    }
    report.tell(
        "configuration.rolledBack",
        Map.of("to", history.now().map(ConfigHistory.Version::id).orElse("")));
    var _ =
        Thread.ofPlatform()
            .daemon()
            .name("service-restart")
            .start(() -> {
              try {
                hands.restart();
              } catch (InterruptedException _) {
                log.atWarn().log("restart.interrupted");
              }
            });
    return OK;
  }

  private static Done refused(String why) {
    return new Done.Refused(why);
  }
}
