package org.healthhut.device.catalogue;

import java.util.List;
import org.healthhut.device.Model;

/** What says who somebody is: card readers and scanners. */
final class IdentityModels {
  static final List<Model> ALL = List.of();

  private IdentityModels() {}
}
