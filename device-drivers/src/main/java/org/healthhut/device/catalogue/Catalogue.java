package org.healthhut.device.catalogue;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthhut.device.Model;

/** Every model there is a driver for. */
public final class Catalogue {
  /** China has one time; devices bought and set there show it. */
  public static final ZoneId DEVICE_ZONE = ZoneId.of("Asia/Shanghai");

  private static final List<Model> MODELS =
      Stream.of(
              PressureModels.ALL,
              GlucoseModels.ALL,
              WeightModels.ALL,
              VitalsModels.ALL,
              IdentityModels.ALL,
              WirelessModels.ALL)
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}

  public static List<Model> models() {
    return MODELS;
  }

  /** The model a configuration names. */
  public static Optional<Model> find(String id) {
    return MODELS.stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
