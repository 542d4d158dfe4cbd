package org.healthhut.device.gatt;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.DeviceEvent.Identified;
import org.jspecify.annotations.Nullable;

/**
 * Who the device says it is, in the three values a link reads one after the other: maker 2A29,
 * serial number 2A25, firmware 2A26 (ble-gatt.md, first table).
 */
final class DeviceFacts {
  private String maker = "";
  private String firmware = "";
  private @Nullable String serial;
  private boolean told = true;

  @Nullable String serial() {
    return serial;
  }

  /** False where {@code value} is no text. */
  boolean read(Characteristic from, Bytes value) {
    var text = text(value);
    if (text.isEmpty()) {
      return false;
    }
    switch (from) {
      case MAKER -> maker = text.get();
      case FIRMWARE -> firmware = text.get();
      default -> serial = text.get().isEmpty() ? null : text.get();
    }
    told = false;
    return true;
  }

  /** What was read and not yet told. */
  Optional<DeviceEvent> untold() {
    if (told) {
      return Optional.empty();
    }
    told = true;
    var model =
        Stream.of(maker, firmware).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    return Optional.of(new Identified(serial, model));
  }

  /** Texts end with their value; some devices fill it up with spaces or zeros. */
  private static Optional<String> text(Bytes value) {
    var text = value.latin1().replaceAll("\0+$", "").strip();
    return text.chars().allMatch(each -> each >= 0x20 && each < 0x7F)
        ? Optional.of(text)
        : Optional.empty();
  }
}
