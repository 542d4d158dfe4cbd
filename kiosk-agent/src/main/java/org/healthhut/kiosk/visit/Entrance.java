package org.healthhut.kiosk.visit;

import java.time.Duration;
import org.healthhut.device.Fault;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.jspecify.annotations.Nullable;

/** How far somebody has come in saying who they are. */
public sealed interface Entrance {
  /**
   * Card, code, number or none.
   *
   * @param fault of the reader; null when there is none
   */
  record Choosing(@Nullable Fault fault) implements Entrance {}

  /**
   * The keypad.
   *
   * @param mistake what is wrong with the number; null while it is being typed or when it is right
   */
  record Typing(Typed typed, IdentityNumber.@Nullable Mistake mistake) implements Entrance {}

  /**
   * The scanner.
   *
   * @param unknown what was scanned is no identity number
   */
  record Scanning(boolean unknown) implements Entrance {}

  /** 是我 / 不是我. */
  record Confirming(Claim claim) implements Entrance {}

  /** 同意并继续 / 不同意，先测. */
  record Consenting(Claim claim) implements Entrance {}

  /** Too young for a record by name. */
  record TooYoung() implements Entrance {}

  /**
   * Who somebody says they are.
   *
   * @param token drawn for the visit that may begin
   * @param age in whole years
   * @param expired the card's last day is over
   * @param known what the district says of them; null as long as it has said nothing
   * @param asked the uptime at which the district was asked
   */
  record Claim(
      Identity identity,
      String token,
      int age,
      boolean expired,
      @Nullable Known known,
      Duration asked) {
    Claim with(Known said) {
      return new Claim(identity, token, age, expired, said, asked);
    }

    /** As the card has it, else as the district knows it; null when neither tells. */
    public @Nullable String maskedName() {
      var own = identity.name();
      if (own != null) {
        return Names.masked(own);
      }
      return known == null ? null : known.name();
    }

    @Override
    public String toString() {
      return "Claim[hidden]";
    }
  }
}
