package org.healthhut.simulator.device.wireless;

import java.util.List;
import org.healthhut.simulator.device.VirtualModel;

/** What would speak Bluetooth or IEEE 11073, without the radio. */
public final class VirtualWireless {
  public static final List<VirtualModel> ALL = List.of();

  private VirtualWireless() {}
}
