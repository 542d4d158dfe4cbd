package org.healthhut.kiosk.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.healthhut.device.Model;
import org.healthhut.device.SelfTest;
import org.healthhut.kiosk.account.Figures;
import org.healthhut.kiosk.clock.KioskClock;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.devices.DeviceHealth;
import org.healthhut.kiosk.devices.DeviceThread;
import org.healthhut.kiosk.devices.Wiretap;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.visit.Visits;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/** Makes what the page shows of what everybody knows. */
record ServiceViews(
    AgentConfig config,
    String version,
    Map<String, DeviceThread> threads,
    ServiceBook book,
    Damages damages,
    Ledger ledger,
    QueueWatch queue,
    ConfigHistory history,
    Checkup checkup,
    ServiceActions actions,
    Outbox outbox,
    Supplier<Figures> account,
    Supplier<String> line,
    KioskClock clock) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  ServiceView view(Duration left) {
    var now = clock.now();
    var devices = config.devices().stream().map(device -> device(device, now)).toList();
    var watched = actions.watched();
    return new ServiceView(
        config.kiosk().value(),
        config.station(),
        config.simulated(),
        version,
        TIME.format(local(now.at())),
        ServiceBook.today(now).isPresent(),
        left.toSeconds(),
        devices.stream().mapToInt(ServiceView.Device::measured).sum(),
        devices.stream().mapToInt(ServiceView.Device::failed).sum(),
        devices,
        checks(),
        upload(),
        sums(),
        damages.unseen().map(ServiceViews::damage).orElse(null),
        configuration(),
        config.service().logsTo().isPresent(),
        watched,
        pieces(watched));
  }

  private ServiceView.Device device(AgentConfig.Device device, Moment now) {
    var name = device.name();
    var model = device.model();
    var tally = ledger.tally(name, now);
    var card = book.card(name);
    var health = tally.health();
    return new ServiceView.Device(
        name,
        model.chineseName(),
        model.englishName(),
        dashed(model.category()),
        model.id(),
        device.where(),
        health(health, name, now),
        health == null ? "" : health.cause(),
        time(tally.heard()),
        tally.measured(),
        tally.failed(),
        tally.serial(),
        tally.says(),
        tally.clockAhead() == null ? null : tally.clockAhead().toSeconds(),
        model.tells().contains(Model.Check.CLOCK),
        dashed(model.clockSetting()),
        card.disabled().orElse(null),
        certificate(name, card, now),
        card.strips().map(of -> strips(of, now)).orElse(null),
        card.control()
            .map(of -> new ServiceView.Control(of.on().toString(), of.passed()))
            .orElse(null),
        actions.tested(name).map(ServiceViews::test).orElse(null));
  }

  private String health(@Nullable DeviceHealth health, String device, Moment now) {
    if (book.outOfUse(device, now).isPresent()) {
      return DeviceHealth.State.DISABLED.key();
    }
    return (health == null ? DeviceHealth.State.CONNECTING : health.state()).key();
  }

  private ServiceView.Certificate certificate(String device, DeviceCard card, Moment now) {
    var state = book.calibration(device, now);
    var word =
        state
            .map(of ->
                switch (of) {
                  case Calibration.State.NotEntered _ -> "not-entered";
                  case Calibration.State.Valid _ -> "valid";
                  case Calibration.State.Due _ -> "due";
                  case Calibration.State.Marked _ -> "marked";
                  case Calibration.State.Blocked _ -> "blocked";
                })
            .orElse("unknown");
    long days =
        state
            .map(of ->
                switch (of) {
                  case Calibration.State.NotEntered _ -> 0L;
                  case Calibration.State.Valid(long left) -> left;
                  case Calibration.State.Due(long left, int _) -> left;
                  case Calibration.State.Marked(long since, long _) -> since;
                  case Calibration.State.Blocked(long since) -> since;
                })
            .orElse(0L);
    var calibration = card.calibration();
    return new ServiceView.Certificate(
        word,
        days,
        calibration.map(Calibration::certificate).orElse(null),
        calibration.map(of -> of.on().toString()).orElse(null),
        calibration.map(of -> of.until().toString()).orElse(null));
  }

  private static ServiceView.Strips strips(DeviceCard.Strips of, Moment now) {
    return new ServiceView.Strips(
        of.lot(),
        of.code(),
        of.expires().toString(),
        ServiceBook.today(now).filter(of::expired).isPresent());
  }

  private static ServiceView.Test test(ServiceActions.Tested tested) {
    return new ServiceView.Test(
        tested.running(),
        TIME.format(local(tested.at().at())),
        tested.results().stream().map(ServiceViews::step).toList());
  }

  private static ServiceView.Step step(SelfTest.Result result) {
    return new ServiceView.Step(
        result.step().chinese(),
        result.step().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        dashed(result.outcome()),
        result.took().toMillis(),
        result.detail());
  }

  private ServiceView.Checks checks() {
    var found = checkup.found();
    return new ServiceView.Checks(
        checkup.running(),
        found.map(of -> TIME.format(local(of.at().at()))).orElse(null),
        found.map(Checkup.Found::checks).orElse(List.of()).stream()
            .map(of -> new ServiceView.Check(of.id(), dashed(of.mark()), of.value()))
            .toList());
  }

  private ServiceView.Queue upload() {
    var standing = outbox.standing();
    return new ServiceView.Queue(
        line.get(),
        standing.waiting(),
        queue.oldest(standing.acknowledged(), standing.waiting()).toSeconds(),
        queue.delivered().map(then -> TIME.format(local(then.at()))).orElse(null));
  }

  private ServiceView.Account sums() {
    var figures = account.get();
    return new ServiceView.Account(
        figures.captured(),
        figures.delivered(),
        figures.waiting(),
        figures.refused(),
        figures.lost(),
        figures.holds());
  }

  private static ServiceView.Damage damage(Damages.Found of) {
    return new ServiceView.Damage(
        TIME.format(local(of.at())),
        of.segments(),
        of.lost(),
        of.setAside(),
        of.indexRebuilt(),
        of.newEpoch());
  }

  private ServiceView.Configuration configuration() {
    var now = history.now();
    var before = history.before();
    return new ServiceView.Configuration(
        now.map(ConfigHistory.Version::id).orElse(null),
        now.map(of -> TIME.format(local(of.at()))).orElse(null),
        before.map(ConfigHistory.Version::id).orElse(null),
        before.map(of -> TIME.format(local(of.at()))).orElse(null));
  }

  private List<ServiceView.Piece> pieces(@Nullable String watched) {
    var thread = watched == null ? null : threads.get(watched);
    return thread == null
        ? List.of()
        : thread.tap().pieces().reversed().stream().map(ServiceViews::piece).toList();
  }

  private static ServiceView.Piece piece(Wiretap.Piece piece) {
    return new ServiceView.Piece(
        piece.number(),
        EXACT.format(local(piece.at().at())),
        piece.bytes().hex(),
        dashed(piece.verdict()),
        piece.detail());
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : TIME.format(local(at));
  }

  private static LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, Visits.ZONE);
  }

  private static String dashed(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
