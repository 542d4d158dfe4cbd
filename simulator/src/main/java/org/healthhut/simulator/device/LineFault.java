package org.healthhut.simulator.device;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to the next frame a device sends. */
public enum LineFault {
  /** Half the frame and no more. */
  TRUNCATE("截断", "half a frame"),
  /** Half the frame, and the line goes away. */
  UNPLUG("半帧拔线", "half a frame, then unplugged"),
  /** Random bytes before the frame. */
  NOISE("噪声", "noise before it"),
  /** The frame twice. */
  DUPLICATE("重复", "sent twice"),
  /** A wrong checksum, where the format has one. */
  CRC("校验错", "wrong checksum"),
  /** Nothing at all. */
  MUTE("不应答", "not sent"),
  /** The frame in pieces of three bytes. */
  SLICE("分片 3B", "in pieces of 3 bytes"),
  /** The frame 800 ms late. */
  DELAY("延迟 800 ms", "800 ms late");

  private final String chineseName;
  private final String englishName;

  LineFault(String chineseName, String englishName) {
    this.chineseName = chineseName;
    this.englishName = englishName;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String chineseName() {
    return chineseName;
  }

  public String englishName() {
    return englishName;
  }

  public static Optional<LineFault> ofKey(String key) {
    return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
  }
}
