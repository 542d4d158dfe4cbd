package org.healthhut.device.taidoc;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.LineSettings;
import org.healthhut.device.MeterMemory;
import org.healthhut.device.MeterPresence;
import org.healthhut.device.Patience;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.hid.Reported;
import org.healthhut.device.oximetry.SpotCheck;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A device of the TaiDoc family (taidoc.md): we look for one, ask who it is, and read its memory
 * newest first; an oximeter and a scale are asked what they see instead.
 *
 * <pre>
 * CONNECT --> MODEL --> SERIAL_LOW --> SERIAL_HIGH --> CLOCK --> COUNT --> TIME --> VALUE (each)
 *                                                      VALUE, where it did not come at once --> CHECK
 *                                                      CLOCK --> LIVE or WEIGH, again and again
 * VALUE (last) --> RECOUNT --same--> RESTING --pause--> CONNECT
 * </pre>
 *
 * <p>Where a device that was read stays, its memory is read up to the first record already told. A
 * record stored in between moves all others on by one: where the count has changed, everything is
 * read again. The same bytes mean another thing on another kind of device, so nothing is read from
 * a model of another kind than this was made for.
 */
public final class TaiDoc implements Driver {
  /** Taidoc.md, Transport; a USB model's bridge is to be set to the same. */
  public static final LineSettings LINE = LineSettings.of8N1(19_200);

  /** Taidoc.md, Timing. */
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

  private static final int RETRIES_MAX = 3;

  /** How long the line is quiet before the same is asked again, chosen by this project. */
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

  /** One answer, chosen by this project: the longest is a packet of forty bytes. */
  private static final Duration ANSWERED_MAX = Duration.ofSeconds(10);

  /** From giving up, or from the last record, to asking again, chosen by this project. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How often an oximeter and a scale are asked, chosen by this project. */
  private static final Duration LIVE_EVERY = Duration.ofSeconds(1);

  /** Longer than it takes to give up: that an oximeter is gone is told like that of the others. */
  private static final Duration NO_SAMPLE_MAX = Duration.ofMinutes(1);

  /** How often the memory is read again because it has changed, chosen by this project. */
  private static final int REREADS_MAX = 3;

  /**
   * A record whose time and value took longer, or were asked for twice, may have moved in between;
   * chosen by this project.
   */
  private static final Duration AT_ONCE = Duration.ofMillis(50);

  /** How often one request is repeated because of a notice, chosen by this project. */
  private static final int NOTICES_MAX = 3;

  private enum Phase {
    CONNECT(Packet.CONNECT),
    MODEL(Packet.MODEL),
    SERIAL_LOW(Packet.SERIAL_LOW),
    SERIAL_HIGH(Packet.SERIAL_HIGH),
    CLOCK(Packet.CLOCK),
    COUNT(Packet.COUNT),
    TIME(Packet.TIME),
    VALUE(Packet.VALUE),
    /** Whether a record may have moved while it was read. */
    CHECK(Packet.COUNT),
    RECOUNT(Packet.COUNT),
    LIVE(Packet.LIVE),
    WEIGH(Packet.WEIGH),
    /** Nothing is asked until the pause is over. */
    RESTING(-1);

    private final int command;

    Phase(int command) {
      this.command = command;
    }
  }

  /** What a clock that shows no time is taken to show: it is wrong. */
  private static final LocalDateTime NO_CLOCK = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** More than any memory holds. */
  private static final int LEFT_MAX = 2 * Packet.RECORDS_MAX;

  /** One record, as two packets tell it. */
  private record Stored(LocalDateTime at, Bytes value) {}

  private final TaiDocKind kind;
  private final ZoneId zone;
  private final FrameReader reader = new FrameReader(new PacketFraming(), PacketFraming.FRAME_MAX);
  private final Patience patience =
      new Patience(ANSWER_MAX, BEFORE_RETRY, RETRIES_MAX, ANSWERED_MAX);
  private final MeterPresence presence = new MeterPresence();

  private Phase phase = Phase.CONNECT;
  private int notices;
  private String model = "";
  private String misfit = "";
  private Bytes serialLow = Bytes.EMPTY;
  private String serial = "";
  private int count;
  private int index;
  private int rereads;
  private @Nullable LocalDateTime at;

  /** When the record was first asked for. */
  private Duration begun = Duration.ZERO;

  private Bytes unchecked = Bytes.EMPTY;
  private @Nullable MeterMemory<Stored> memory;

  /** Records told of that became no measurement. */
  private final Set<Stored> left = new HashSet<>();

  /** Everything is told; we look for what is new. */
  private boolean read;

  private SpotCheck spotCheck = new SpotCheck(NO_SAMPLE_MAX);

  /** What the oximeter was asked last is answered. */
  private boolean sampled;

  private Bytes weighed = Bytes.EMPTY;
  private boolean weighedOnce;

  private TaiDoc(TaiDocKind kind, ZoneId zone) {
    this.kind = kind;
    this.zone = zone;
  }

  /**
   * A glucose meter, TD-42xx.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static TaiDoc glucoseMeter(ZoneId zone) {
    return new TaiDoc(TaiDocKind.GLUCOSE_METER, zone);
  }

  /**
   * A blood pressure monitor, TD-3128 or TD-3140.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static TaiDoc cuff(ZoneId zone) {
    return new TaiDoc(TaiDocKind.CUFF, zone);
  }

  /**
   * An oximeter, TD-8201 or TD-8255.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static TaiDoc oximeter(ZoneId zone) {
    return new TaiDoc(TaiDocKind.OXIMETER, zone);
  }

  /**
   * A thermometer, TD-1241, TD-1261 or TD-1035.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static TaiDoc thermometer(ZoneId zone) {
    return new TaiDoc(TaiDocKind.THERMOMETER, zone);
  }

  /**
   * A scale, TD-2555.
   *
   * @param zone the zone the device's clock is set to; it says none itself
   */
  public static TaiDoc scale(ZoneId zone) {
    return new TaiDoc(TaiDocKind.SCALE, zone);
  }

  /** A device with a USB socket, whose packets travel in HID reports. */
  public static Driver inReports(TaiDoc device) {
    return new Reported(device, new UartReports(), UartReports.REPORT_MAX, UartReports::report);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var writes = new ArrayList<Bytes>();
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> ask(Phase.CONNECT, now, writes);
      case Stimulus.Received(var bytes) -> {
        patience.received(now);
        interpret(reader.received(bytes), now, writes, events);
      }
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, writes, events);
      case Stimulus.Woken() -> {
        spotCheck.expire(now, events);
        expire(now, writes, events);
      }
      case Stimulus.Closed() -> {
        reader.clear();
        patience.end();
        spotCheck.end();
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(writes, events, wakeAt());
  }

  private @Nullable Duration wakeAt() {
    var ask = patience.wakeAt();
    var expiry = spotCheck.wakeAt();
    return ask == null || (expiry != null && expiry.compareTo(ask) < 0) ? expiry : ask;
  }

  private void ask(Phase next, Moment now, List<Bytes> writes) {
    patience.answered();
    phase = next;
    notices = 0;
    write(now, writes);
  }

  private void write(Moment now, List<Bytes> writes) {
    patience.asked(now);
    writes.add(
        switch (phase) {
          case TIME, VALUE -> Packet.request(phase.command, index);
          case WEIGH -> ScaleReply.REQUEST;
          case CONNECT, MODEL, SERIAL_LOW, SERIAL_HIGH, CLOCK, COUNT, CHECK, RECOUNT, LIVE ->
              Packet.request(phase.command);
          case RESTING -> throw new IllegalStateException("nothing is asked while resting");
        });
  }

  private void expire(Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (patience.due(now)) {
      case NOTHING -> {}
      case ASK -> {
        switch (phase) {
          case RESTING -> ask(Phase.CONNECT, now, writes);
          // A time that came late must not become that of another record.
          case TIME, VALUE, CHECK -> {
            phase = Phase.TIME;
            write(now, writes);
          }
          case LIVE -> {
            if (!sampled) {
              spotCheck.interrupted();
            }
            sampled = false;
            write(now, writes);
          }
          case CONNECT, MODEL, SERIAL_LOW, SERIAL_HIGH, CLOCK, COUNT, RECOUNT, WEIGH ->
              write(now, writes);
        }
      }
      case GIVE_UP_SILENT -> {
        boolean inExchange =
            switch (phase) {
              case CONNECT, WEIGH, RESTING -> false;
              case LIVE -> spotCheck.measuring();
              case MODEL, SERIAL_LOW, SERIAL_HIGH, CLOCK, COUNT, TIME, VALUE, CHECK, RECOUNT ->
                  true;
            };
        presence.silent(inExchange).ifPresent(events::add);
        misfit = "";
        forget();
        rest(now);
      }
      case GIVE_UP_DAMAGED -> {
        presence.damaged("answers came damaged").ifPresent(events::add);
        spotCheck.interrupted();
        rest(now);
      }
    }
  }

  /** Whatever answers next may be another device. */
  private void forget() {
    memory = null;
    left.clear();
    read = false;
    serial = "";
    spotCheck = new SpotCheck(NO_SAMPLE_MAX);
  }

  private void rest(Moment now) {
    phase = Phase.RESTING;
    patience.rest(now, PAUSE);
  }

  private void interpret(
      List<Found> found, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> {
          events.add(new Refused(why, bytes));
          patience.damaged(now);
        }
        case Found.Frame(var body) -> interpret(body, now, writes, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    int command = body.u8(0);
    var message = body.drop(1);
    if (phase == Phase.CONNECT && connects(command)) {
      ask(Phase.MODEL, now, writes);
    } else if (command == Packet.NOTICE) {
      noticed(body, now, writes, events);
    } else if (command != phase.command) {
      if (phase == Phase.VALUE
          && command == Packet.TIME
          && !Packet.time(message).equals(Optional.ofNullable(at))) {
        at = null; // a record was stored between two answers: whose time is which?
      }
      refuse("no answer to what was asked", body, events);
      patience.damaged(now);
    } else {
      answered(body, message, now, writes, events);
    }
  }

  private static boolean connects(int command) {
    return command == Packet.CONNECT || command == Packet.MODEL || command == Packet.NOTICE;
  }

  /** The device enters communication mode and has forgotten what we asked (taidoc.md, 54). */
  private void noticed(Bytes body, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (phase == Phase.RESTING) {
      ask(Phase.CONNECT, now, writes);
    } else if (notices++ < NOTICES_MAX) {
      write(now, writes);
    } else {
      refuse("not asked for", body, events);
    }
  }

  private static void refuse(String why, Bytes body, List<DeviceEvent> events) {
    events.add(new Refused(why, PacketFraming.answer(body)));
  }

  private void answered(
      Bytes body, Bytes message, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    switch (phase) {
      case MODEL ->
          Packet.model(message)
              .ifPresentOrElse(
                  told -> isModel(told, now, writes, events),
                  () -> {
                    refuse("no model", body, events);
                    patience.damaged(now);
                  });
      case SERIAL_LOW -> {
        serialLow = message;
        ask(Phase.SERIAL_HIGH, now, writes);
      }
      case SERIAL_HIGH ->
          identified(Packet.serial(message) + Packet.serial(serialLow), now, writes, events);
      case CLOCK -> clock(body, Packet.time(message), now, writes, events);
      case COUNT, CHECK, RECOUNT -> counted(body, message.u16le(0), now, writes, events);
      case TIME -> {
        at = Packet.time(message).orElse(null);
        if (at == null) {
          refuse("no such date or time", body, events);
          events.add(new Failed(Fault.BAD_DATA, "a record has no such date or time"));
          next(now, writes);
        } else {
          ask(Phase.VALUE, now, writes);
        }
      }
      case VALUE -> {
        if (at != null && now.uptime().minus(begun).compareTo(AT_ONCE) > 0) {
          unchecked = body;
          ask(Phase.CHECK, now, writes);
        } else {
          value(body, message, now, writes, events);
        }
      }
      case LIVE -> {
        presence.heard();
        patience.rest(now, LIVE_EVERY);
        sampled = true;
        spotCheck.sample(OxygenValue.decode(message), now, events);
      }
      case WEIGH -> {
        presence.heard();
        patience.rest(now, LIVE_EVERY);
        weighed(body, events);
      }
      case CONNECT, RESTING -> throw new IllegalStateException("nothing answers " + phase);
    }
  }

  private void isModel(String told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (kind.has(told)) {
      misfit = "";
      model = told;
      ask(Phase.SERIAL_LOW, now, writes);
      return;
    }
    presence.heard();
    if (!misfit.equals(told)) {
      misfit = told;
      events.add(new Setting("model", "TD-" + told, false));
      events.add(
          new Status(
              State.MISCONFIGURED,
              "model TD-%s is connected: connect %s or configure what is connected"
                  .formatted(told, kind.words())));
    }
    forget();
    rest(now);
  }

  private void identified(String told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    presence.heard();
    rereads = 0;
    if (read && told.equals(serial)) {
      ask(Phase.COUNT, now, writes);
      return;
    }
    if (!told.equals(serial)) {
      forget();
      weighed = Bytes.EMPTY;
      weighedOnce = false;
    }
    serial = told;
    spotCheck.identified(told);
    events.add(new Identified(told, "TD-" + model));
    events.add(new Status(State.READY, "a device answers"));
    ask(Phase.CLOCK, now, writes);
  }

  private void clock(
      Bytes body,
      Optional<LocalDateTime> shown,
      Moment now,
      List<Bytes> writes,
      List<DeviceEvent> events) {
    shown.ifPresentOrElse(
        time -> events.add(new ClockRead(time)), () -> refuse("no clock", body, events));
    if (memory == null || !memory.serial().equals(serial)) {
      memory = new MeterMemory<>(serial, shown.orElse(NO_CLOCK), zone, now);
    }
    ask(
        switch (kind) {
          case GLUCOSE_METER, CUFF, THERMOMETER -> Phase.COUNT;
          case OXIMETER -> Phase.LIVE;
          case SCALE -> Phase.WEIGH;
        },
        now,
        writes);
  }

  private void counted(
      Bytes body, int told, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (told > Packet.RECORDS_MAX) {
      refuse("more records than any memory holds", body, events);
      patience.damaged(now);
    } else if (phase == Phase.CHECK && told == count) {
      value(unchecked, unchecked.drop(1), now, writes, events);
    } else if (told == 0 || (phase == Phase.RECOUNT && told == count)) {
      finish(now, events);
    } else if (phase != Phase.COUNT && ++rereads > REREADS_MAX) {
      presence.damaged("the memory changes while it is read").ifPresent(events::add);
      rest(now);
    } else {
      count = told;
      index = 0;
      begun = now.uptime();
      ask(Phase.TIME, now, writes);
    }
  }

  private void next(Moment now, List<Bytes> writes) {
    index++;
    begun = now.uptime();
    ask(index < count ? Phase.TIME : Phase.RECOUNT, now, writes);
  }

  /** Where everything had been told before and nothing is new, there is nothing to say. */
  private void finish(Moment now, List<DeviceEvent> events) {
    if (memory != null && !read) {
      events.add(new Status(State.READY, "memory read: " + memory.size()));
    }
    read = true;
    rest(now);
  }

  private void value(
      Bytes body, Bytes message, Moment now, List<Bytes> writes, List<DeviceEvent> events) {
    if (memory == null) {
      throw new IllegalStateException("a value is asked for once the memory is known");
    }
    if (at == null) {
      refuse("a value whose time is in doubt", body, events);
      patience.damaged(now);
      return;
    }
    var stored = new Stored(at, message);
    switch (decode(message)) {
      case Kept.Measurement(var values, var flags) -> {
        var news = memory.tell(stored, values, flags, at);
        if (news.isPresent()) {
          read = false;
          events.add(news.get());
        } else if (read) {
          finish(now, events);
          return;
        } else {
          refuse("duplicate", body, events);
        }
      }
      case Kept.NotCarried(var why) -> {
        if (isNews(stored)) {
          refuse(why, body, events);
        }
      }
      case Kept.Spoilt(var fault, var why) -> {
        if (isNews(stored)) {
          refuse(why, body, events);
          events.add(new Failed(fault, why));
        }
      }
    }
    next(now, writes);
  }

  private boolean isNews(Stored stored) {
    return left.size() < LEFT_MAX && left.add(stored);
  }

  private Kept decode(Bytes message) {
    return switch (kind) {
      case GLUCOSE_METER -> GlucoseValue.decode(message);
      case CUFF -> CuffValue.decode(message);
      case THERMOMETER -> TemperatureValue.decode(message);
      case OXIMETER, SCALE -> throw new IllegalStateException(kind + " is asked for no record");
    };
  }

  /**
   * What a scale answers has no time: the same bytes as just before are the same weighing, and the
   * first after it was connected may be an old one.
   */
  private void weighed(Bytes body, List<DeviceEvent> events) {
    if (weighed.equals(body)) {
      return;
    }
    weighed = body;
    var flags = EnumSet.noneOf(Flag.class);
    if (!weighedOnce) {
      flags.add(Flag.FROM_MEMORY);
    }
    weighedOnce = true;
    switch (ScaleReply.decode(body)) {
      case Kept.Measurement(var values, _) -> events.add(new Measured(values, flags, null, serial));
      case Kept.Spoilt(var fault, var why) -> {
        refuse(why, body, events);
        events.add(new Failed(fault, why));
      }
      case Kept.NotCarried(var why) -> refuse(why, body, events);
    }
  }
}
