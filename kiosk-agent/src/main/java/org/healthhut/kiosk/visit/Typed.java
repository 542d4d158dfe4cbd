package org.healthhut.kiosk.visit;

/** An identity number as far as it is typed. Prints itself masked. */
public record Typed(String characters) {
  public static final int LENGTH = 18;
  public static final Typed NOTHING = new Typed("");

  private static final int SHOWN = 2;

  public Typed {
    if (characters.length() > LENGTH || !characters.matches("[0-9]*X?")) {
      throw new IllegalArgumentException("not the beginning of an identity number");
    }
  }

  /** Whether {@code key} can come next: a digit, or an X in the last place. */
  public boolean takes(char key) {
    int length = characters.length();
    boolean digit = key >= '0' && key <= '9';
    return length < LENGTH && (digit || (key == 'X' && length == LENGTH - 1));
  }

  public Typed plus(char key) {
    return new Typed(characters + key);
  }

  public Typed withoutLast() {
    return characters.isEmpty()
        ? this
        : new Typed(characters.substring(0, characters.length() - 1));
  }

  public int length() {
    return characters.length();
  }

  public boolean complete() {
    return characters.length() == LENGTH;
  }

  /** All but the last two characters hidden. */
  public String masked() {
    int hidden = Math.max(0, characters.length() - SHOWN);
    return "•".repeat(hidden) + characters.substring(hidden);
  }

  @Override
  public String toString() {
    return "Typed[" + characters.length() + " hidden]";
  }
}
