package org.healthhut.simulator.device.vitals;

import java.util.List;
import org.healthhut.simulator.device.VirtualModel;

/** Virtual oximeters and thermometers. */
public final class VirtualVitals {
  public static final List<VirtualModel> ALL = List.of();

  private VirtualVitals() {}
}
