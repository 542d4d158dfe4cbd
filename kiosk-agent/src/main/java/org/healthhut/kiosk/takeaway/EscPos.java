package org.healthhut.kiosk.takeaway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import org.healthhut.bytes.Bytes;
import org.healthhut.kiosk.config.PrinterConfig;

/**
 * Slips in ESC/POS, as the receipt printers sold in China speak it: text in GB 18030 by the
 * printer's own font, the QR code as a raster.
 *
 * <p>Drawing the text here instead would need a font on the kiosk, 20 MB more memory (measured)
 * and, on a serial line of 9600 baud, half a minute a slip.
 */
public final class EscPos {
  private static final Charset GB_18030 = Charset.forName("GB18030");

  /** ESC @, which also drops what an ended job left; FS &amp; chooses Chinese. */
  private static final Bytes BEGIN = Bytes.of(0x1B, 0x40, 0x1C, 0x26);

  private static final Bytes CENTER = Bytes.of(0x1B, 0x61, 1);
  private static final Bytes LEFT = Bytes.of(0x1B, 0x61, 0);

  /** GS ! and FS !: twice as high and wide, for ASCII and for Chinese. */
  private static final Bytes LARGE = Bytes.of(0x1D, 0x21, 0x11, 0x1C, 0x21, 0x0C);

  private static final Bytes USUAL = Bytes.of(0x1D, 0x21, 0, 0x1C, 0x21, 0);

  /** Four lines on, then GS V 66 0: cut, where there is a knife. */
  private static final Bytes END = Bytes.of(0x1B, 0x64, 4, 0x1D, 0x56, 66, 0);

  /** DLE EOT 4: answers with the paper's state at once, even while printing. */
  static final Bytes ASK_PAPER = Bytes.of(0x10, 0x04, 4);

  /** The bits of an answer to DLE EOT that never change. */
  private static final int ANSWER_MASK = 0b1001_0011;

  private static final int ANSWER = 0b0001_0010;

  private static final int PAPER_OUT = 0b0110_0000;

  private static final int MODULE_DOTS_MAX = 6;

  private EscPos() {}

  /**
   * The slip.
   *
   * @param scan what its QR code holds
   */
  public static Bytes slip(Sheet sheet, String scan, PrinterConfig.Paper paper) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(BEGIN.toArray());
    out.writeBytes(CENTER.toArray());
    out.writeBytes(LARGE.toArray());
    line(out, "健康小屋自测");
    out.writeBytes(USUAL.toArray());
    line(out, sheet.station());
    line(out, sheet.time());
    if (!sheet.idEnd().isEmpty()) {
      line(out, "证件尾号 " + sheet.idEnd());
    }
    out.writeBytes(LEFT.toArray());
    line(out, "-".repeat(paper.columns()));
    for (var value : sheet.values()) {
      int gap = paper.columns() - columns(value.name()) - columns(value.text());
      line(out, value.name() + " ".repeat(Math.max(1, gap)) + value.text());
    }
    line(out, "-".repeat(paper.columns()));
    out.writeBytes(CENTER.toArray());
    line(out, "自助测量，仅供参考");
    line(out, "扫一扫，存到手机");
    raster(out, scan, paper);
    out.writeBytes(END.toArray());
    return Bytes.copyOf(out.toByteArray());
  }

  /** What a printer says of its paper. */
  enum Paper {
    THERE,
    OUT,
    /** It does not answer, or not what it was asked. */
    UNTOLD
  }

  static Paper paper(Bytes answer) {
    for (int i = answer.length() - 1; i >= 0; i--) {
      int value = answer.u8(i);
      if ((value & ANSWER_MASK) == ANSWER) {
        return (value & PAPER_OUT) == 0 ? Paper.THERE : Paper.OUT;
      }
    }
    return Paper.UNTOLD;
  }

  private static void line(ByteArrayOutputStream out, String text) {
    // A control character in a station's name must not become a command.
    out.writeBytes((text.replaceAll("\\p{Cntrl}", "") + "\n").getBytes(GB_18030));
  }

  /** How many columns a text takes: a Chinese character has two. */
  private static int columns(String text) {
    return text.codePoints().map(c -> c < 0x80 ? 1 : 2).sum();
  }

  /** GS v 0: width in bytes, height in dots, then rows of bits. */
  private static void raster(ByteArrayOutputStream out, String text, PrinterConfig.Paper paper) {
    var code = QrCode.encode(text);
    int dots = Math.min(MODULE_DOTS_MAX, paper.dots() / (code.size + 8));
    int side = code.size * dots;
    int width = (side + 7) / 8;
    out.writeBytes(
        new byte[] {
          0x1D, 0x76, 0x30, 0, (byte) width, (byte) (width >> 8), (byte) side, (byte) (side >> 8)
        });
    for (int y = 0; y < side; y++) {
      var row = new byte[width];
      for (int x = 0; x < side; x++) {
        if (code.getModule(x / dots, y / dots)) {
          row[x / 8] |= (byte) (0x80 >> (x % 8));
        }
      }
      out.writeBytes(row);
    }
  }
}
