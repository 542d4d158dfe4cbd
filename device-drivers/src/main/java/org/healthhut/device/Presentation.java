package org.healthhut.device;

import org.healthhut.person.Identity;

/** What a person held to a reader. Prints itself hidden: it must not reach a log. */
public sealed interface Presentation {

  /**
   * A resident identity card.
   *
   * @param expired whether its last day is over
   */
  record Card(Identity identity, boolean expired) implements Presentation {
    @Override
    public String toString() {
      return "Card[hidden]";
    }
  }

  /** A bar code or QR code, whose text nobody has checked yet. */
  record Code(String text) implements Presentation {
    @Override
    public String toString() {
      return "Code[hidden]";
    }
  }
}
