package org.healthhut.simulator.device.identity;

import java.util.List;
import org.healthhut.simulator.device.VirtualModel;

/** Virtual card readers and scanners. */
public final class VirtualReaders {
  public static final List<VirtualModel> ALL = List.of();

  private VirtualReaders() {}
}
