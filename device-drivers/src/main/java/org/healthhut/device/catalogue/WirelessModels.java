package org.healthhut.device.catalogue;

import java.util.List;
import org.healthhut.device.Model;

/** What speaks Bluetooth or IEEE 11073. Their links are not built yet. */
final class WirelessModels {
  static final List<Model> ALL = List.of();

  private WirelessModels() {}
}
