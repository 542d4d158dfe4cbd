package org.healthhut.device.hx711;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Driver;
import org.healthhut.device.Fault;
import org.healthhut.device.Stimulus;
import org.healthhut.device.frame.Found;
import org.healthhut.device.frame.FrameReader;
import org.healthhut.device.sampled.SampleFraming;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;
import org.healthhut.device.weighing.Weighing;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A scale of load cells: samples to weights (hx711.md). A weight has settled when ten filtered
 * samples, one second's, lie within ±0.1 kg; it is their mean, and stays that until a sample leaves
 * it. Who is weighed when is {@link Weighing}'s business.
 *
 * <p>There is no checksum on the two wires, so what repeats where nothing may repeat is a fault.
 */
public final class LoadCell implements Driver {
  /**
   * hx711.md, Software filter and state machine: three timeouts are a fault; so with the others.
   */
  private static final int BAD_MAX = 3;

  /** Within ±0.1 kg (hx711.md, Software filter and state machine). */
  private static final BigDecimal SETTLED_SPREAD_KG = new BigDecimal("0.20");

  private static final BigDecimal HELD_KG = new BigDecimal("0.10");

  /** hx711.md, Calibration: when the plate is zeroed by itself. */
  private static final BigDecimal ZERO_KG_MAX = new BigDecimal("0.5");

  private static final Duration ZERO_STABLE_FOR = Duration.ofSeconds(5);

  /**
   * How far all zeroing together may lead from the calibration, chosen by this project: more is no
   * drift but something that lies on the plate.
   */
  private static final BigDecimal ZERO_SHIFT_KG_MAX = new BigDecimal("2");

  private final FrameReader reader =
      new FrameReader(LoadCellSample.FRAMING, SampleFraming.FRAME_MAX);
  private final SampleFilter filter = new SampleFilter();
  private Weighing weighing = Weighing.ofIndications();
  private @Nullable Duration wakeAt;

  private @Nullable LoadCellCalibration calibration;
  private BigDecimal zero = BigDecimal.ZERO;
  private @Nullable Duration nearZeroSince;
  private @Nullable BigDecimal heldKg;

  private String bad = "";
  private int badInARow;
  private boolean broken;
  private boolean toldUncalibrated;
  private boolean toldFast;

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var events = new ArrayList<DeviceEvent>();
    switch (stimulus) {
      case Stimulus.Opened() -> weigh(weighing.on(stimulus, now), events);
      case Stimulus.Received(var bytes) -> interpret(reader.received(bytes), now, events);
      case Stimulus.Quiet() -> interpret(reader.quiet(), now, events);
      case Stimulus.Woken() -> {
        if (!broken) {
          weigh(weighing.on(stimulus, now), events);
        }
      }
      case Stimulus.Closed() -> {
        reader.clear();
        return Response.NOTHING;
      }
      case Stimulus.Asked(_) -> {}
    }
    return new Response(List.of(), events, broken ? null : wakeAt);
  }

  private void weigh(Response response, List<DeviceEvent> events) {
    events.addAll(response.events());
    wakeAt = response.wakeAt();
  }

  private void interpret(List<Found> found, Moment now, List<DeviceEvent> events) {
    for (var each : found) {
      switch (each) {
        case Found.Noise(var bytes, var why) -> events.add(new Refused(why, bytes));
        case Found.Frame(var body) when LoadCellSample.isCalibration(body) ->
            calibrate(body, events);
        case Found.Frame(var body) -> interpret(body, now, events);
      }
    }
  }

  private void calibrate(Bytes body, List<DeviceEvent> events) {
    var read = LoadCellCalibration.parse(body.drop(1).latin1());
    if (calibration != null || read.isEmpty()) {
      events.add(new Refused(calibration == null ? "no calibration" : "calibrated already", body));
      return;
    }
    calibration = read.get();
    zero = BigDecimal.valueOf(calibration.offset());
    events.add(new Setting("calibration", calibration.toString(), true));
  }

  private void interpret(Bytes body, Moment now, List<DeviceEvent> events) {
    switch (LoadCellSample.of(body)) {
      case CONVERSION -> converted(SampleFraming.value(body), now, events);
      case SETTLING -> interrupted();
      case LATE ->
          bad(Fault.SENSOR, "no conversion for 250 ms: check its power and both wires", events);
      case STUCK -> bad(Fault.SENSOR, "DOUT stays low: check its wire", events);
      case DISTURBED ->
          bad(Fault.BAD_DATA, "this machine is too busy to read the converter", events);
      case FAST -> {
        interrupted();
        if (!toldFast) {
          toldFast = true;
          events.add(
              new Status(
                  State.MISCONFIGURED,
                  "the converter's RATE pin is high, 80 samples a second: connect it to ground"));
        }
      }
    }
  }

  /** The samples before and after do not belong together. */
  private void interrupted() {
    filter.clear();
    heldKg = null;
    nearZeroSince = null;
  }

  private void bad(Fault fault, String why, List<DeviceEvent> events) {
    interrupted();
    badInARow = why.equals(bad) ? badInARow + 1 : 1;
    bad = why;
    if (badInARow >= BAD_MAX && !broken) {
      broken = true;
      events.add(new Failed(fault, why));
    }
  }

  private void converted(int bits, Moment now, List<DeviceEvent> events) {
    if (calibration == null) {
      if (!toldUncalibrated) {
        toldUncalibrated = true;
        events.add(
            new Status(
                State.MISCONFIGURED,
                "the scale is not calibrated: weigh nothing and a known mass,"
                    + " and configure offset and counts per kg"));
      }
      return;
    }
    boolean upright = calibration.countsPerKg().signum() > 0;
    switch (Hx711Code.of(bits)) {
      case Hx711Code.AllOnes() ->
          bad(
              Fault.SENSOR,
              "all bits are 1: the converter has no power, or DOUT is pulled up",
              events);
      case Hx711Code.AllZeros() -> bad(Fault.SENSOR, "all bits are 0: DOUT is stuck low", events);
      case Hx711Code.Above() -> saturated(upright, now, events);
      case Hx711Code.Below() -> saturated(!upright, now, events);
      case Hx711Code.Counts(var counts) -> {
        good(now, events);
        filter.add(counts);
        if (filter.hasMedian()) {
          indicate(indication(calibration, now), now, events);
        }
      }
    }
  }

  /** Whoever stands there after a fault may have stepped on at any time, so has to step off. */
  private void good(Moment now, List<DeviceEvent> events) {
    bad = "";
    badInARow = 0;
    toldFast = false;
    if (broken) {
      broken = false;
      weighing = Weighing.ofIndications();
      weigh(weighing.on(new Stimulus.Opened(), now), events);
    }
  }

  private void saturated(boolean above, Moment now, List<DeviceEvent> events) {
    good(now, events);
    interrupted();
    indicate(above ? new Indication.Overload() : new Indication.Underload(), now, events);
  }

  private void indicate(Indication indication, Moment now, List<DeviceEvent> events) {
    weigh(weighing.indicated(indication, now), events);
  }

  private Indication indication(LoadCellCalibration calibrated, Moment now) {
    var factor = calibrated.countsPerKg();
    var latest = Hx711Code.kg(filter.median(), zero, factor);
    if (!filter.hasMean()
        || filter.spread().compareTo(SETTLED_SPREAD_KG.multiply(factor.abs())) > 0) {
      heldKg = null;
      nearZeroSince = null;
      return Indication.Weight.of(Motion.MOVING, latest);
    }
    followZero(calibrated, now);
    if (heldKg == null || latest.subtract(heldKg).abs().compareTo(HELD_KG) > 0) {
      heldKg = Hx711Code.kg(filter.mean(), zero, factor);
    }
    return Indication.Weight.of(Motion.SETTLED, heldKg);
  }

  private void followZero(LoadCellCalibration calibrated, Moment now) {
    var factor = calibrated.countsPerKg();
    var mean = filter.mean();
    var shift = Hx711Code.kg(mean, BigDecimal.valueOf(calibrated.offset()), factor).abs();
    if (Hx711Code.kg(mean, zero, factor).abs().compareTo(ZERO_KG_MAX) >= 0
        || shift.compareTo(ZERO_SHIFT_KG_MAX) > 0) {
      nearZeroSince = null;
    } else if (nearZeroSince == null) {
      nearZeroSince = now.uptime();
    } else if (now.uptime().compareTo(nearZeroSince.plus(ZERO_STABLE_FOR)) >= 0) {
      zero = mean;
      heldKg = null;
      nearZeroSince = null;
    }
  }
}
