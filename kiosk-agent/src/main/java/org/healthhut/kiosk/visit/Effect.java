package org.healthhut.kiosk.visit;

import org.healthhut.device.Stimulus;
import org.healthhut.wire.Entry;
import org.jspecify.annotations.Nullable;

/** What is to be done in the world after a step, in the order given. */
public sealed interface Effect {
  /**
   * Keep {@code entry}, and say what became of it as {@link VisitEvent.Saved} or {@link
   * VisitEvent.NotSaved} with {@code receipt}; null where no visit waits for it.
   */
  record Append(Entry entry, @Nullable Receipt receipt) implements Effect {}

  /** Ask a device, where it can be asked. */
  record Ask(String device, Stimulus.Request request) implements Effect {}
}
