package org.healthhut.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceClock;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Dialogue;
import org.healthhut.device.Driver;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.PolledDriver;
import org.healthhut.device.Turn;
import org.healthhut.device.hid.Reported;
import org.jspecify.annotations.Nullable;

/**
 * A device of the TaiDoc family (taidoc.md): we look for one, ask who it is, and then for what its
 * kind has to tell.
 *
 * <pre>
 * CONNECT --> MODEL --> SERIAL_LOW --> SERIAL_HIGH --> CLOCK --> SERVING
 * SERVING --memory read--> a pause --> CONNECT
 * SERVING --wanted, and nothing under way--> SET_CLOCK --> CLOCK
 * </pre>
 *
 * <p>The same bytes mean another thing on another kind of device, so nothing is read from a model
 * of another kind than this was made for. What each kind is asked for, and when, is in {@link
 * RecordReading}, {@link LiveOxygen} and {@link Weighings}.
 */
public final class TaiDoc implements Dialogue {
  /** Taidoc.md, Transport; a USB model's bridge is to be set to the same. */
  public static final LineSettings LINE = LineSettings.of8N1(19_200);

  /** What a clock that shows no time is taken to show: it is wrong. */
  private static final LocalDateTime NO_CLOCK = LocalDateTime.of(2000, 1, 1, 0, 0);

  private enum Phase {
    CONNECT(Packet.CONNECT),
    MODEL(Packet.MODEL),
    SERIAL_LOW(Packet.SERIAL_LOW),
    SERIAL_HIGH(Packet.SERIAL_HIGH),
    CLOCK(Packet.CLOCK),
    SET_CLOCK(-1),
    /** The device is known; its kind's {@link Service} asks. */
    SERVING(-1);

    private final int command;

    Phase(int command) {
      this.command = command;
    }
  }

  private final TaiDocKind kind;
  private final ZoneId zone;
  private final DeviceClock clock;
  private final Exchange exchange = new Exchange();
  private final MeterPresence presence = new MeterPresence();
  private Service service;

  private Phase phase = Phase.CONNECT;
  private String model = "";
  private String misfit = "";
  private Bytes serialLow = Bytes.EMPTY;
  private String serial = "";

  /** A person wants the clock set. */
  private boolean clockWanted;

  private TaiDoc(TaiDocKind kind, ZoneId zone) {
    this.kind = kind;
    this.zone = zone;
    this.clock = new DeviceClock(zone);
    this.service = newService(kind, zone, exchange, presence);
  }

  /**
   * A glucose meter, TD-42xx.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static Driver glucoseMeter(ZoneId zone) {
    return driver(TaiDocKind.GLUCOSE_METER, zone);
  }

  /**
   * A blood pressure monitor, TD-3128 or TD-3140.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static Driver cuff(ZoneId zone) {
    return driver(TaiDocKind.CUFF, zone);
  }

  /**
   * An oximeter, TD-8201 or TD-8255.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static Driver oximeter(ZoneId zone) {
    return driver(TaiDocKind.OXIMETER, zone);
  }

  /**
   * A thermometer, TD-1241, TD-1261 or TD-1035.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static Driver thermometer(ZoneId zone) {
    return driver(TaiDocKind.THERMOMETER, zone);
  }

  /**
   * A scale, TD-2555.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static Driver scale(ZoneId zone) {
    return driver(TaiDocKind.SCALE, zone);
  }

  /** A device with a USB socket, whose packets travel in HID reports. */
  public static Driver inReports(Driver device) {
    return new Reported(device, new UartReports(), UartReports.REPORT_MAX, UartReports::report);
  }

  private static Driver driver(TaiDocKind kind, ZoneId zone) {
    var device = new TaiDoc(kind, zone);
    return new PolledDriver(
        new PacketFraming(), PacketFraming.FRAME_MAX, device.exchange.patience(), device);
  }

  private static Service newService(
      TaiDocKind kind, ZoneId zone, Exchange exchange, MeterPresence presence) {
    return switch (kind) {
      case GLUCOSE_METER -> new RecordReading(GlucoseValue::decode, zone, exchange, presence);
      case CUFF -> new RecordReading(CuffValue::decode, zone, exchange, presence);
      case THERMOMETER -> new RecordReading(TemperatureValue::decode, zone, exchange, presence);
      case OXIMETER -> new LiveOxygen(exchange, presence);
      case SCALE -> new Weighings(exchange, presence);
    };
  }

  @Override
  public void opened(Turn turn) {
    ask(Phase.CONNECT, turn);
  }

  private void ask(Phase next, Turn turn) {
    phase = next;
    exchange.ask(Packet.request(next.command), turn);
  }

  @Override
  public void due(Turn turn) {
    if (exchange.isResting()) {
      ask(Phase.CONNECT, turn);
    } else if (phase == Phase.SERVING) {
      service.due(turn);
    } else {
      exchange.again(turn);
    }
  }

  @Override
  public void setClock(Turn turn) {
    clockWanted = true;
    if (exchange.isResting()) {
      ask(Phase.CONNECT, turn);
    }
  }

  /** Once the memory is read, so that what is stored already is told as what it was. */
  private void setClockIfWanted(Turn turn) {
    if (clockWanted && service.isTold()) {
      clockWanted = false;
      phase = Phase.SET_CLOCK;
      exchange.ask(Packet.setClock(clock.right(turn.now())), turn);
    }
  }

  @Override
  public void silent(Turn turn) {
    if (phase == Phase.SET_CLOCK) {
      ask(Phase.CLOCK, turn); // shows whether it was set
      return;
    }
    clockWanted = false;
    boolean inExchange =
        switch (phase) {
          case CONNECT, SET_CLOCK -> false;
          case MODEL, SERIAL_LOW, SERIAL_HIGH, CLOCK -> true;
          case SERVING -> service.inExchange();
        };
    presence.silent(inExchange).ifPresent(turn::tell);
    misfit = "";
    forget();
    exchange.rest(turn);
  }

  @Override
  public void damaged(Turn turn) {
    presence.damaged("answers came damaged").ifPresent(turn::tell);
    service.interrupted();
    exchange.rest(turn);
  }

  /** Whatever answers next may be another device. */
  private void forget() {
    serial = "";
    service = newService(kind, zone, exchange, presence);
  }

  @Override
  public void closed() {
    service.closed();
  }

  @Override
  public void passed(Turn turn) {
    service.passed(turn);
  }

  @Override
  public @Nullable Duration passesAt() {
    return service.passesAt();
  }

  @Override
  public void noise(Bytes bytes, String why, Turn turn) {
    turn.refuse(why, bytes);
    exchange.patience().damaged(turn.now());
  }

  @Override
  public void frame(Bytes body, Turn turn) {
    int command = body.u8(0);
    if (exchange.isResting() && command == Packet.NOTICE) {
      ask(Phase.CONNECT, turn);
    } else if (!exchange.isResting() && phase == Phase.CONNECT && connects(command)) {
      ask(Phase.MODEL, turn);
    } else if (command == Packet.NOTICE) {
      if (!exchange.forgotten(turn)) {
        Packet.refuse("not asked for", body, turn);
      }
    } else if (exchange.isAnsweredBy(body)) {
      answered(body, turn);
    } else {
      exchange.refuse("no answer to what was asked", body, turn);
    }
  }

  private static boolean connects(int command) {
    return command == Packet.CONNECT || command == Packet.MODEL || command == Packet.NOTICE;
  }

  private void answered(Bytes body, Turn turn) {
    var message = body.drop(1);
    switch (phase) {
      case MODEL ->
          Packet.model(message)
              .ifPresentOrElse(
                  told -> isModel(told, turn), () -> exchange.refuse("no model", body, turn));
      case SERIAL_LOW -> {
        serialLow = message;
        ask(Phase.SERIAL_HIGH, turn);
      }
      case SERIAL_HIGH -> identified(Packet.serial(message) + Packet.serial(serialLow), turn);
      case CLOCK -> {
        var shown = Packet.time(message);
        shown.ifPresentOrElse(
            time -> turn.tell(new ClockRead(time)), () -> Packet.refuse("no clock", body, turn));
        phase = Phase.SERVING;
        service.begin(serial, shown.orElse(NO_CLOCK), turn);
      }
      case SET_CLOCK -> ask(Phase.CLOCK, turn);
      case SERVING -> {
        service.answered(body, turn);
        setClockIfWanted(turn);
      }
      case CONNECT -> throw new IllegalStateException("any answer connects");
    }
  }

  private void isModel(String told, Turn turn) {
    if (kind.has(told)) {
      misfit = "";
      model = told;
      ask(Phase.SERIAL_LOW, turn);
      return;
    }
    presence.heard();
    if (!misfit.equals(told)) {
      misfit = told;
      turn.tell(new Setting("model", "TD-" + told, false));
      turn.tell(
          new Status(
              State.MISCONFIGURED,
              "model TD-%s is connected: connect %s or configure what is connected"
                  .formatted(told, kind.words())));
    }
    forget();
    exchange.rest(turn);
  }

  private void identified(String told, Turn turn) {
    presence.heard();
    if (!told.equals(serial)) {
      forget();
      serial = told;
    } else if (service.goesOn(turn)) {
      phase = Phase.SERVING;
      return;
    }
    turn.tell(new Identified(told, "TD-" + model));
    turn.tell(new Status(State.READY, "a device answers"));
    ask(Phase.CLOCK, turn);
  }
}
