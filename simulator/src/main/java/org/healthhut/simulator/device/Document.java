package org.healthhut.simulator.device;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What somebody can hold to a reader. Only invented people. */
public sealed interface Document {

  /**
   * A resident identity card.
   *
   * @param sex 1 male, 2 female, 0 unknown, 9 not stated
   * @param ethnicGroup two digits, 01 is Han
   * @param validUntil null for a card without an end
   */
  record IdCard(
      String name,
      int sex,
      String ethnicGroup,
      LocalDate born,
      String address,
      String number,
      String issuer,
      LocalDate validFrom,
      @Nullable LocalDate validUntil)
      implements Document {}

  /** A bar code or a QR code with this text. */
  record Code(String text) implements Document {}

  /**
   * Something that the reader can't read.
   *
   * @param code of the {@link DeviceError} it ends with
   */
  record Unreadable(String code) implements Document {}
}
