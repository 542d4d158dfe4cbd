package org.healthhut.simulator.noise;

import java.time.Duration;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model;
import org.healthhut.simulator.device.Happening;
import org.healthhut.simulator.device.Note;
import org.healthhut.simulator.device.Panel;
import org.healthhut.simulator.device.Reply;
import org.healthhut.simulator.device.Verdict;
import org.healthhut.simulator.device.VirtualDevice;
import org.healthhut.simulator.device.VirtualModel;

/** Nothing at the other end of the line. */
final class Silence implements VirtualDevice {
  static VirtualModel insteadOf(Model model) {
    return VirtualModel.of(model.id(), model.chineseName(), model.englishName(), "")
        .maker((_, _) -> new Silence());
  }

  @Override
  public Reply on(Happening happening, Duration uptime) {
    return Reply.wakingAt(null);
  }

  @Override
  public Panel panel() {
    return Panel.idle("", "", "", "");
  }

  @Override
  public Note note(Bytes fromKiosk) {
    return new Note("", Verdict.UNCHECKED);
  }
}
