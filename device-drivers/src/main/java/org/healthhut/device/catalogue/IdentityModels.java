package org.healthhut.device.catalogue;

import static org.healthhut.device.catalogue.Catalogue.DEVICE_ZONE;

import java.util.List;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Category;
import org.healthhut.device.Model.Check;
import org.healthhut.device.Model.Talk;
import org.healthhut.device.samcard.CardReader;
import org.healthhut.device.scanner.CodeScanner;

/** What says who somebody is: card readers and scanners. */
final class IdentityModels {
  private static final String SUFFIX =
      "Set the scanner to virtual COM, suffix CR or CR LF, UTF-8 or GBK, and read-fail text off.";

  static final List<Model> ALL =
      List.of(
          Model.of(
                  "sam-v",
                  "二代身份证阅读器（SAM_V 模块）",
                  "Second-generation identity card reader with SAM_V module",
                  Category.IDENTITY)
              .talk(Talk.POLL)
              .line(CardReader.LINE)
              .tells(Check.IDENTITY, Check.DRY_RUN)
              .note("Residence cards of foreigners, Hong Kong, Macao and Taiwan are not read.")
              .driver(() -> new CardReader(DEVICE_ZONE)),
          Model.of(
                  "qr-line",
                  "扫码器（串口，回车结尾）",
                  "Bar code or QR scanner on a serial line, CR or CR LF behind each code",
                  Category.IDENTITY)
              .line(CodeScanner.LINE)
              .note(SUFFIX)
              .driver(CodeScanner::ofLines),
          Model.of(
                  "qr-silence",
                  "扫码器（串口，无结尾符）",
                  "Bar code or QR scanner on a serial line, nothing behind a code",
                  Category.IDENTITY)
              .line(CodeScanner.LINE)
              .note("A code cut short cannot be told from a whole one: set a suffix if you can.")
              .driver(CodeScanner::ofSilences),
          Model.of(
                  "qr-gm65",
                  "GM6x / GM8x 扫码模块",
                  "Grow GM6x or GM8x scanner module",
                  Category.IDENTITY)
              .talk(Talk.BOTH)
              .line(CodeScanner.LINE)
              .startable()
              .tells(Check.DRY_RUN)
              .note(SUFFIX + " For scans started by the kiosk: command mode.")
              .driver(CodeScanner::grow),
          Model.of("qr-gm72", "GM72 扫码模块", "GM72 scanner module", Category.IDENTITY)
              .talk(Talk.BOTH)
              .line(CodeScanner.LINE)
              .startable()
              .tells(Check.DRY_RUN)
              .experimental("the commands: medium confidence (qr-scanner.md)")
              .note(SUFFIX)
              .driver(CodeScanner::ssi));

  private IdentityModels() {}
}
