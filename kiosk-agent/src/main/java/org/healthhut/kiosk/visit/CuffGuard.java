package org.healthhut.kiosk.visit;

import java.util.List;
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
import org.healthhut.device.Stimulus;
import org.healthhut.kiosk.visit.Visit.Measuring;
import org.healthhut.kiosk.visit.VisitEvent.Heard;

/**
 * No cuff fills behind another screen: whatever takes the screen with the button that deflates it
 * away, deflates it.
 */
final class CuffGuard {
  private CuffGuard() {}

  /**
   * What has to be asked of a monitor beside {@code next}; nothing where it has ended by itself.
   */
  static List<Effect> deflating(Visit before, VisitEvent event, Next next) {
    if (!(before instanceof Measuring measuring)
        || !(measuring.stage() instanceof Stage.Inflating inflating)) {
      return List.of();
    }
    var stop = new Effect.Ask(inflating.device(), Stimulus.Request.STOP);
    boolean shown = fills(next.visit(), measuring.id(), inflating.device());
    return shown
            || next.effects().contains(stop)
            || hasEnded(measuring, inflating.device(), event, next.visit())
        ? List.of()
        : List.of(stop);
  }

  private static boolean fills(Visit visit, String id, String device) {
    return visit instanceof Measuring measuring
        && measuring.id().equals(id)
        && measuring.stage() instanceof Stage.Inflating inflating
        && inflating.device().equals(device);
  }

  /** The monitor itself has told a reading of this visit, or that it failed. */
  private static boolean hasEnded(Measuring before, String device, VisitEvent event, Visit after) {
    if (!(event instanceof Heard heard) || !heard.device().equals(device)) {
      return false;
    }
    return switch (heard.event()) {
      case Measured _ ->
          after instanceof Measuring now && now.readings().size() > before.readings().size();
      case Failed(var fault, var _) -> fault != Fault.SILENT;
      case Progress _, Status _, Presented _, Identified _, ClockRead _, Setting _, Refused _ ->
          false;
    };
  }
}
