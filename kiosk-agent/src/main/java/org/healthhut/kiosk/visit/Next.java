package org.healthhut.kiosk.visit;

import java.util.ArrayList;
import java.util.List;

/** What a step leads to. */
public record Next(Visit visit, List<Effect> effects) {
  public Next {
    effects = List.copyOf(effects);
  }

  static Next of(Visit visit, Effect... effects) {
    return new Next(visit, List.of(effects));
  }

  /** The same with these effects before its own. */
  Next after(List<Effect> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(effects);
    return new Next(visit, all);
  }
}
