package org.healthhut.simulator.device.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.glucose.VirtualMeters;
import org.healthhut.simulator.device.identity.VirtualReaders;
import org.healthhut.simulator.device.pressure.VirtualMonitors;
import org.healthhut.simulator.device.vitals.VirtualVitals;
import org.healthhut.simulator.device.weight.VirtualScales;
import org.healthhut.simulator.device.wireless.VirtualWireless;

/** Every model of virtual device. */
public final class VirtualCatalogue {
  private static final List<VirtualModel> MODELS =
      Stream.of(
              VirtualMonitors.ALL,
              VirtualMeters.ALL,
              VirtualScales.ALL,
              VirtualVitals.ALL,
              VirtualReaders.ALL,
              VirtualWireless.ALL)
          .flatMap(List::stream)
          .toList();

  private VirtualCatalogue() {}

  public static List<VirtualModel> models() {
    return MODELS;
  }

  public static Optional<VirtualModel> find(String id) {
    return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
  }

  /** The model of that id; an {@link IllegalArgumentException} when there is none. */
  public static VirtualModel get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no virtual device is a " + id));
  }
}
