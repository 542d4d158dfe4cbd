package org.healthhut.wire;

import java.time.Instant;

/**
 * A command to one kiosk, as it is signed.
 *
 * @param number greater than that of every order before it: a kiosk carries out none that is not
 * @param expiresAt not to be carried out from then on, by a kiosk that knows the time
 */
public record Order(
    KioskId kiosk, long number, Instant issuedAt, Instant expiresAt, Command command) {
  public Order {
    if (number < 1 || !issuedAt.isBefore(expiresAt)) {
      throw new IllegalArgumentException("an order has a number and a time to be carried out in");
    }
  }
}
