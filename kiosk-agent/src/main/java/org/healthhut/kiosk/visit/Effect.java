package org.healthhut.kiosk.visit;

import org.healthhut.device.Stimulus;
import org.healthhut.person.Identity;
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

  /** Ask the district who this is; an answer comes as {@link VisitEvent.Answered}, or none. */
  record Inquire(Identity identity, String token) implements Effect {
    @Override
    public String toString() {
      return "Inquire[hidden]";
    }
  }

  /** Print the result; what becomes of it comes as {@link VisitEvent.Printed}. */
  record Print(Visit.Measuring visit) implements Effect {}
}
