package org.healthhut.device.stature;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.frame.Framing;
import org.healthhut.device.weighing.BodyReading;
import org.healthhut.vital.Metric;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a machine that pushes a record once it has finished with a person (height-weight.md,
 * State machine).
 *
 * <pre>
 * IDLE --record--> HELD --no other record for a while--> measured --60 s or an empty plate--> IDLE
 *                       --another one------------------> STREAMING --60 s of silence--------> IDLE
 * </pre>
 *
 * <p>Where a record proves itself by the body mass index in it, nothing is held. A record of nearly
 * the same weight within 60 s is the same person's, still on the plate.
 */
final class FinishedPairs implements Driver {
  /** Within this it is the same person (height-weight.md, State machine). */
  private static final BigDecimal SAME_KG_MAX = new BigDecimal("0.5");

  /** A posture makes less of a difference; chosen by this project. */
  private static final BigDecimal SAME_CM_MAX = new BigDecimal("3");

  /** Since the last record of the same person (height-weight.md, State machine). */
  private static final Duration SAME_FOR = Duration.ofSeconds(60);

  /** As many bytes may have been a record. */
  private static final int LOST_RECORD_MIN = 10;

  private final FrameReader reader;
  private final Function<Bytes, PairRecord> decode;
  private final Duration hold;
  private final Set<Metric> tells;

  private @Nullable BodyReading held;
  private Duration heldUntil = Duration.ZERO;
  private @Nullable BodyReading told;
  private Duration heardAt = Duration.ZERO;
  private boolean streaming;
  private String wrongUnit = "";

  /**
   * @param decode what a record's body means; pure
   * @param hold how long a record waits for another one that would show that it was not finished;
   *     zero for records that prove themselves
   * @param tells what of a record is told; the rest only proves it
   */
  FinishedPairs(
      Framing framing,
      int frameMax,
      Function<Bytes, PairRecord> decode,
      Duration hold,
      Set<Metric> tells) {
    this.reader = new FrameReader(framing, frameMax);
    this.decode = decode;
    this.hold = hold;
    this.tells = Set.copyOf(tells);
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    expire(now, events);
    switch (stimulus) {
      case Stimulus.Opened() -> events.add(new Status(State.READY, ""));
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
      case Stimulus.Woken(), Stimulus.Asked(_) -> {}
    }
    return new Response(List.of(), events, held == null ? null : heldUntil);
  }

  private void expire(Moment now, List<DeviceEvent> events) {
    if (held != null && now.uptime().compareTo(heldUntil) >= 0) {
      tell(held, events);
      held = null;
    }
    if (now.uptime().compareTo(heardAt.plus(SAME_FOR)) >= 0) {
      told = null;
      streaming = false;
    }
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Frame(var body) -> interpret(body, now, events);
        case Found.Noise(var bytes, var why) -> refuse(why, bytes, events);
      }
    }
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (decode.apply(body)) {
      case PairRecord.Nothing() -> {}
      case PairRecord.Malformed(var why) -> refuse(why, body, events);
      case PairRecord.OtherUnit(var unit) -> {
        events.add(new Refused("unit " + unit, body));
        if (!unit.equals(wrongUnit)) {
          wrongUnit = unit;
          events.add(new Setting("unit", unit, false));
          events.add(
              new Status(
                  State.MISCONFIGURED, "the machine shows " + unit + ": set it to kg and cm"));
        }
      }
      case PairRecord.EmptyPlate() -> {
        told = null;
        if (held != null) {
          unfinished(body, events);
        }
      }
      case PairRecord.Pair(var reading) -> {
        hear(reading, body, now, events);
        heardAt = now.uptime();
      }
    }
  }

  private void hear(BodyReading reading, Bytes body, Moment now, List<DeviceEvent> events) {
    if (streaming) {
      events.add(new Refused("not known to be finished", body));
    } else if (held != null && !held.equals(reading)) {
      unfinished(body, events);
    } else if (held != null || isTold(reading)) {
      events.add(new Refused("duplicate", body));
    } else if (hold.isZero()) {
      tell(reading, events);
    } else {
      held = reading;
      heldUntil = now.uptime().plus(hold);
      events.add(new Status(State.MEASURING, ""));
    }
  }

  private void unfinished(Bytes body, List<DeviceEvent> events) {
    held = null;
    streaming = true;
    events.add(new Refused("not known to be finished", body));
    events.add(
        new Status(
            State.MISCONFIGURED,
            "the machine sends weights before they are finished: choose the streaming model"));
  }

  /** Whether this is the same person, and nothing of them is new. */
  private boolean isTold(BodyReading reading) {
    return told != null
        && told.kg().subtract(reading.kg()).abs().compareTo(SAME_KG_MAX) <= 0
        && heightIsTold(told.heightCm(), reading.heightCm());
  }

  private static boolean heightIsTold(@Nullable BigDecimal told, @Nullable BigDecimal cm) {
    return cm == null || (told != null && told.subtract(cm).abs().compareTo(SAME_CM_MAX) <= 0);
  }

  private void tell(BodyReading reading, List<DeviceEvent> events) {
    wrongUnit = "";
    told = reading;
    var judged = reading.judge(Set.of(), null, null);
    events.add(judged instanceof Measured measured ? told(measured) : judged);
  }

  private Measured told(Measured measured) {
    var values = new EnumMap<Metric, Quantity>(Metric.class);
    values.putAll(measured.values());
    values.keySet().retainAll(tells);
    return new Measured(values, measured.flags(), measured.deviceTime(), measured.serial());
  }

  /** Someone may be waiting for what these bytes should have been, so they are told. */
  private static void refuse(String why, Bytes bytes, List<DeviceEvent> events) {
    events.add(new Refused(why, bytes));
    if (bytes.length() >= LOST_RECORD_MIN) {
      events.add(new Failed(Fault.BAD_DATA, why));
    }
  }
}
