package org.healthhut.kiosk.visit;

import static org.healthhut.device.DeviceEvent.State.NOT_CONNECTED;
import static org.healthhut.device.DeviceEvent.State.READY;

import java.util.List;
import java.util.function.BiPredicate;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.ClockRead;
import org.healthhut.device.DeviceEvent.Failed;
import org.healthhut.device.DeviceEvent.Identified;
import org.healthhut.device.DeviceEvent.Measured;
import org.healthhut.device.DeviceEvent.Presented;
import org.healthhut.device.DeviceEvent.Progress;
import org.healthhut.device.DeviceEvent.Refused;
import org.healthhut.device.DeviceEvent.Setting;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.Fault;
import org.healthhut.kiosk.visit.Visit.Live;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.VisitEvent.Heard;
import org.healthhut.vital.Flag;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Quantity;

/** What the devices say in the middle of a visit, and what becomes of it. */
final class Hearing {
  /** Far more than anyone measures; what comes after it becomes a stray reading. */
  private static final int READINGS_MAX = 60;

  private final Guide guide;
  private final Attribution attribution;
  private final BiPredicate<Measuring, Moment> asks;

  /**
   * @param asks whether the screen asks at that moment if anybody is still there
   */
  Hearing(Guide guide, Attribution attribution, BiPredicate<Measuring, Moment> asks) {
    this.guide = guide;
    this.attribution = attribution;
    this.asks = asks;
  }

  /** Anything but that somebody says who they are. */
  Next heard(Measuring visit, Heard heard) {
    var device = heard.device();
    return switch (heard.event()) {
      case Measured measured -> measured(visit, heard, measured);
      case Progress(var metric, var quantity) ->
          live(visit, heard, visit.live(device).showing(metric, quantity));
      case Status(var state, var _) -> live(visit, heard, visit.live(device).saying(state));
      case Failed(var fault, var _) -> {
        var next = visit.with(device, Live.of(fault));
        yield failed(
            moved(visit.live(device), heard.event()) ? attended(next, heard) : next, heard, fault);
      }
      case Presented _, Identified _, ClockRead _, Setting _, Refused _ -> Next.of(visit);
    };
  }

  private Next live(Measuring visit, Heard heard, Live live) {
    var before = visit.live(heard.device());
    boolean moving = moved(before, heard.event());
    var next = visit.with(heard.device(), live);
    if (asked(visit, heard)) {
      // It may be the next person: what they begin must not take the question from the screen.
      return Next.of(next);
    }
    return guide.live(
        moving ? attended(next, heard) : next, heard, moving && live.atWork(), live.rises(before));
  }

  /** A sign of life, while nobody is asked for one. */
  private Measuring attended(Measuring visit, Heard heard) {
    return asked(visit, heard) ? visit : visit.presentAt(heard.at());
  }

  /** Whether the screen asks for a touch. */
  private boolean asked(Measuring visit, Heard heard) {
    return asks.test(visit, heard.at());
  }

  /**
   * Whether a person must be moving the device. An empty scale that repeats its zero, and a line
   * that hums, must not keep a visit open that everyone has left.
   */
  private static boolean moved(Live before, DeviceEvent event) {
    return switch (event) {
      case Progress(var metric, Quantity quantity) ->
          metric.plausible(quantity) && !quantity.equals(before.quantity());
      case Status(var state, var _) ->
          state != READY && state != NOT_CONNECTED && state != before.state();
      case Failed(Fault fault, var _) -> fault != Fault.SILENT && fault != before.fault();
      case Measured _ -> true;
      case Identified _, ClockRead _, Setting _, Presented _, Refused _ -> false;
    };
  }

  private Next failed(Measuring visit, Heard heard, Fault fault) {
    if (asked(visit, heard)) {
      return Next.of(visit.with(heard.device(), Live.of(fault)));
    }
    return guide.failed(
        visit.with(heard.device(), Live.of(fault)), heard.device(), fault, heard.at());
  }

  private Next measured(Measuring visit, Heard heard, Measured measured) {
    var device = heard.device();
    var present = attended(visit, heard);
    if (measured.values().isEmpty()) {
      return failed(present, heard, Fault.BAD_DATA);
    }
    var stray = attribution.stray(visit, heard, measured, asked(visit, heard));
    if (stray.isPresent()) {
      boolean old =
          measured.flags().contains(Flag.FROM_MEMORY) && visit.stage() instanceof Stage.Inflating;
      var next =
          old || measured.flags().contains(Flag.CONTROL_SOLUTION)
              ? Next.of(visit)
              : failed(
                  visit,
                  heard,
                  attribution
                      .unfit(heard)
                      .map(Fitness.Unfit::fault)
                      .orElse(Fault.NOT_OF_THIS_VISIT));
      return next.after(List.of(attribution.stray(stray.get(), heard, measured)));
    }
    var reading = attribution.reading(heard, measured);
    if (!reading.implausibilities().isEmpty()) {
      return failed(present, heard, Fault.IMPLAUSIBLE)
          .after(List.of(attribution.stray("implausible", heard, measured)));
    }
    if (visit.readings().size() >= READINGS_MAX) {
      return Next.of(present, attribution.stray("too-many", heard, measured));
    }
    return guide.measured(present.with(device, Live.NOTHING), reading, heard.at());
  }
}
