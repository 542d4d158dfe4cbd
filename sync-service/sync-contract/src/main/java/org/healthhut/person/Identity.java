package org.healthhut.person;

import org.jspecify.annotations.Nullable;

/**
 * Who a resident said they are.
 *
 * @param number the checked identity number
 * @param name the name on the card, where a card was read; null when the number was typed
 */
public record Identity(IdentityNumber number, @Nullable String name) {
  @Override
  public String toString() {
    return "Identity[hidden]";
  }
}
