package org.healthhut.simulator.device.identity;

import java.util.List;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Fault;
import org.healthhut.simulator.device.VirtualModel;

/** Virtual card readers and scanners. */
public final class VirtualReaders {
  public static final List<VirtualModel> ALL =
      List.of(
          VirtualModel.of("sam-v", "身份证阅读器", "SAM_V identity card reader", "RS-232 115200 8N1")
              .checksum()
              .error("10", Fault.BAD_DATA, "校验错", "Checksum error")
              .error("11", Fault.BAD_DATA, "长度错", "Length error")
              .error("21", Fault.BAD_DATA, "命令错", "Command error")
              .error("24", Fault.BAD_DATA, "未知命令", "Unknown command")
              .error("31", Fault.CARD_UNREADABLE, "认证失败 31", "Authentication failed, 31")
              .error("32", Fault.CARD_UNREADABLE, "认证失败 32", "Authentication failed, 32")
              .error("33", Fault.CARD_UNREADABLE, "认证失败 33", "Authentication failed, 33")
              .error("40", Fault.CARD_UNREADABLE, "不是身份证", "Wrong card type")
              .error("41", Fault.CARD_UNREADABLE, "读失败", "Read failed")
              .error("47", Fault.CARD_UNREADABLE, "取随机数失败", "Random number failed")
              .error("60", Fault.SENSOR, "自检失败", "Self-test failed")
              .error("66", Fault.SENSOR, "模块未授权", "Module not authorised")
              .error("81", Fault.CARD_UNREADABLE, "选卡失败", "Select failed")
              .error("91", Fault.CARD_UNREADABLE, "无此内容", "No such content on the card")
              .maker((_, random) -> new SamReader(random)),
          VirtualModel.of("qr-line", "扫码器", "Scanner, CR LF", "9600 8N1")
              .maker((_, _) -> new Scanner(new ContinuousScanner(Bytes.of('\r', '\n')))),
          VirtualModel.of("qr-silence", "扫码器(无结尾符)", "Scanner, no suffix", "9600 8N1")
              .maker((_, _) -> new Scanner(new ContinuousScanner(Bytes.EMPTY))),
          VirtualModel.of("qr-gm65", "GM65 扫码模块", "GM65 scanner", "UART 9600 8N1")
              .checksum()
              .maker((_, _) -> new Scanner(new GrowCommands())),
          VirtualModel.of("qr-gm72", "GM72 扫码模块", "GM72 scanner", "UART 9600 8N1")
              .checksum()
              .maker((_, _) -> new Scanner(new SsiCommands())));

  private VirtualReaders() {}
}
