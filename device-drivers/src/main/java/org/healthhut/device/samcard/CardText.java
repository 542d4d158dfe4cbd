package org.healthhut.device.samcard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Presentation;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the text block of a card says (sam-id-card.md, Text block): 256 bytes of UTF-16LE in fields
 * of fixed length, padded with spaces, wide spaces or NULs.
 *
 * <p>Every field must be what the note has there, or the block was damaged on its way. Name and
 * number are kept; the others are looked at and forgotten.
 */
sealed interface CardText {
  /** Prints itself hidden, as what it holds does. */
  record Resident(Presentation.Card card) implements CardText {}

  /** A card of another layout, which nobody has verified. */
  record OtherLayout() implements CardText {}

  /**
   * A field has what no card has there.
   *
   * @param field which one; never what stands in it
   */
  record Damaged(String field) implements CardText {}

  Pattern SEX = Pattern.compile("[0129]");
  Pattern ETHNIC_GROUP = Pattern.compile("0[1-9]|[1-4][0-9]|5[0-6]|9[78]");
  Pattern NUMBER = Pattern.compile("[0-9]{17}[0-9X]");
  DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  String NO_EXPIRY = "长期";
  String PADDING = "\u0000 \u3000";

  /**
   * Decodes a text block.
   *
   * @param today a card's first day counts instead where it is later: the clock may be wrong
   */
  static CardText decode(Bytes text, LocalDate today) {
    if (text.length() != SamReply.TEXT_BYTES) {
      return new Damaged("length");
    }
    var reserved = field(text, 220, 36);
    if (reserved == null) {
      return new Damaged("reserved area");
    }
    if (marksOtherLayout(reserved)) {
      return new OtherLayout();
    }
    var name = field(text, 0, 30);
    if (name == null || name.isEmpty() || !printable(name)) {
      return new Damaged("name");
    }
    if (!matches(SEX, field(text, 30, 2))) {
      return new Damaged("sex");
    }
    if (!matches(ETHNIC_GROUP, field(text, 32, 4))) {
      return new Damaged("ethnic group");
    }
    var born = date(field(text, 36, 16)).orElse(null);
    if (born == null) {
      return new Damaged("birth date");
    }
    var address = field(text, 52, 70);
    if (address == null || !printable(address)) {
      return new Damaged("address");
    }
    var issuer = field(text, 158, 30);
    if (issuer == null || !printable(issuer)) {
      return new Damaged("issuing authority");
    }
    var from = date(field(text, 188, 16)).orElse(null);
    if (from == null) {
      return new Damaged("valid from");
    }
    var untilText = field(text, 204, 16);
    var until = NO_EXPIRY.equals(untilText) ? LocalDate.MAX : date(untilText).orElse(LocalDate.MIN);
    if (until.isBefore(from)) {
      return new Damaged("valid to");
    }
    var day = today.isBefore(from) ? from : today;
    var digits = field(text, 122, 36);
    if (digits == null || !matches(NUMBER, digits)) {
      return new Damaged("number");
    }
    return switch (IdentityNumber.parse(digits, day)) {
      case IdentityNumber.Parsed.Invalid(var mistake) ->
          new Damaged(
              switch (mistake) {
                case SHAPE -> "number";
                case BIRTH_DATE -> "birth date in the number";
                case CHECK_CHARACTER -> "check character of the number";
              });
      case IdentityNumber.Parsed.Valid(var number) ->
          number.born().equals(born)
              ? new Resident(new Presentation.Card(new Identity(number, name), until.isBefore(day)))
              : new Damaged("birth date, which is not that of the number");
    };
  }

  private static boolean matches(Pattern pattern, @Nullable String field) {
    return field != null && pattern.matcher(field).matches();
  }

  /** The characters of a field without its padding; null where they are no UTF-16. */
  private static @Nullable String field(Bytes text, int from, int length) {
    try {
      var characters =
          StandardCharsets.UTF_16LE
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(text.slice(from, from + length).toArray()))
              .toString();
      int end = characters.length();
      while (end > 0 && PADDING.indexOf(characters.charAt(end - 1)) >= 0) {
        end--;
      }
      return characters.substring(0, end);
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /**
   * Rare names are written with characters of the private use area; nothing else is let through.
   */
  private static boolean printable(String field) {
    return field
        .codePoints()
        .allMatch(character ->
            switch (Character.getType(character)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.SURROGATE,
                  Character.UNASSIGNED,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR ->
                  false;
              default -> true;
            });
  }

  private static Optional<LocalDate> date(@Nullable String digits) {
    if (digits == null || !digits.matches("[0-9]{8}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(digits, DATE));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** An I or a J standing alone; where it stands nobody has verified. */
  private static boolean marksOtherLayout(String reserved) {
    for (int i = 0; i < reserved.length(); i++) {
      if ((reserved.charAt(i) == 'I' || reserved.charAt(i) == 'J')
          && padding(reserved, i - 1)
          && padding(reserved, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean padding(String reserved, int at) {
    return at < 0 || at >= reserved.length() || PADDING.indexOf(reserved.charAt(at)) >= 0;
  }
}
