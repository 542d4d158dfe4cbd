package org.healthhut.device.yaohua;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.weighing.Indication;
import org.healthhut.device.weighing.Indication.Motion;

/**
 * What one frame of each format means (yaohua-xk3190.md, Format 0 to Keli D2008 variant).
 *
 * <pre>
 * format 0      sDDDDDDp          +006540 2     sign, six digits, how many of them are decimals
 * Keli D2008    sDDDDDDD          +0000654      sign, seven digits; decimals are a setting
 * format 1      RRRRRRRs  after = 04.5600 0     the number backwards, then 0 or -
 * format 2      sNNNNNNN  after = 0 0065.40     0 or -, then the number
 * A12           wkNNNNNNNuu       ww065.400kg   w gross, n net, t tare; unit
 * command mode  AB and format 0   AB+0065402    address, what was asked for
 * </pre>
 */
final class Xk3190Frame {
  static final int FORMAT_0_LENGTH = 8;
  static final int POLLED_LENGTH = 10;
  static final int A12_LENGTH = 11;

  /** Address A, gross (yaohua-xk3190.md, Command mode). */
  static final Bytes GROSS_OF_A = Bytes.ascii("AB");

  private static final Pattern FORMAT_0 = Pattern.compile("[+-]\\d{6}[0-4]");
  private static final Pattern KELI = Pattern.compile("[+-]\\d{7}");

  /**
   * With a point and one to three decimals, as scales for persons have: read in the wrong
   * direction, a number has more of them or none.
   */
  private static final Pattern SEVEN = Pattern.compile("(?=.{7}$)\\d+\\.\\d{1,3}");

  /** What stands in the digit field where there is no number to show (Errors). */
  private static final String WORDS = "[A-Za-z -]";

  private static final Pattern FORMAT_0_WORDS = Pattern.compile("[+ -]" + WORDS + "{6}.");
  private static final Pattern KELI_WORDS = Pattern.compile("[+ -]" + WORDS + "{7}");
  private static final Pattern EIGHT_WORDS = Pattern.compile(WORDS + "{8}");
  private static final Pattern A12_WORDS = Pattern.compile("w[wnt]" + WORDS + "{7}(kg|lb)");

  private static final Pattern A12 =
      Pattern.compile("w(?<kind>[wnt])(?<number>(?=.{7}(kg|lb)$)-?\\d+(\\.\\d+)?)(?<unit>kg|lb)");

  private Xk3190Frame() {}

  static Indication format0(Bytes body) {
    if (body.isEmpty()) {
      return new Indication.Nothing();
    }
    var text = body.latin1();
    return FORMAT_0.matcher(text).matches()
        ? weight(text.substring(0, 7), text.charAt(7) - '0')
        : unreadable(text, FORMAT_0_WORDS);
  }

  /**
   * @param decimals how many of the digits are decimals: the indicator's resolution, which is not
   *     in the frame
   */
  static Indication keli(Bytes body, int decimals) {
    if (body.isEmpty()) {
      return new Indication.Nothing();
    }
    var text = body.latin1();
    return KELI.matcher(text).matches() ? weight(text, decimals) : unreadable(text, KELI_WORDS);
  }

  static Indication format1(Bytes body) {
    if (body.isEmpty()) {
      return new Indication.Nothing();
    }
    var text = body.latin1();
    return signed(
        text, text.charAt(7), new StringBuilder(text.substring(0, 7)).reverse().toString());
  }

  static Indication format2(Bytes body) {
    if (body.isEmpty()) {
      return new Indication.Nothing();
    }
    var text = body.latin1();
    return signed(text, text.charAt(0), text.substring(1));
  }

  static Indication polled(Bytes body) {
    if (body.isEmpty()) {
      return new Indication.Nothing();
    }
    return body.startsWith(GROSS_OF_A)
        ? format0(body.drop(GROSS_OF_A.length()))
        : new Indication.Malformed("an answer of another address or kind");
  }

  static Indication a12(Bytes line) {
    if (line.isEmpty()) {
      return new Indication.Nothing(); // how a refused command is answered
    }
    var fields = A12.matcher(line.latin1());
    if (!fields.matches()) {
      return A12_WORDS.matcher(line.latin1()).matches()
          ? new Indication.NoDigits()
          : new Indication.Malformed("no line of this format");
    }
    return fields.group("kind").equals("t")
        ? new Indication.Unused("tare")
        : Indication.Weight.inUnit(
            Motion.UNSAID, new BigDecimal(fields.group("number")), fields.group("unit"));
  }

  private static Indication signed(String text, char sign, String number) {
    if (!SEVEN.matcher(number).matches() || (sign != '0' && sign != '-')) {
      return unreadable(text, EIGHT_WORDS);
    }
    var kg = new BigDecimal(number);
    return Indication.Weight.of(Motion.UNSAID, sign == '-' ? kg.negate() : kg);
  }

  private static Indication weight(String digits, int decimals) {
    return Indication.Weight.of(Motion.UNSAID, new BigDecimal(new BigInteger(digits), decimals));
  }

  /** Price-computing models append {@code ;} and more fields (yaohua-xk3190.md, Format 1 / 2). */
  static boolean priceFields(Bytes beside) {
    return beside.u8(0) == ';';
  }

  /**
   * Never zero: letters or blanks alone are how most models show an overload (yaohua-xk3190.md,
   * Errors); with digits among them they are nothing.
   */
  private static Indication unreadable(String text, Pattern words) {
    return words.matcher(text).matches()
        ? new Indication.NoDigits()
        : new Indication.Malformed("unreadable");
  }
}
