package org.healthhut.device.catalogue;

import java.util.List;
import org.healthhut.device.Model;

/** Oximeters and thermometers. */
final class VitalsModels {
  static final List<Model> ALL = List.of();

  private VitalsModels() {}
}
