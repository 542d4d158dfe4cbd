package org.healthhut.device.gatt;

import org.healthhut.bytes.Bytes;

/**
 * One value of a Bluetooth LE characteristic between a link and a driver: notified, indicated or
 * read on its way to the driver, written on its way to the device. The envelope is this project's
 * own:
 *
 * <pre>
 * offset 0                          2       3
 *        16-bit number, low first   length  value, length bytes
 * </pre>
 *
 * <p>A link hands over whole values only, put together from however many packets they took, and
 * says {@code Quiet} once a value is over. It subscribes to and reads by itself what the driver's
 * profile needs, and confirms an indication only after its frame was handed over: most monitors
 * delete a record once it is confirmed (ble-gatt.md, Timing, clock, duplicates).
 *
 * @param uuid the characteristic's 16-bit number, as {@code 0x2A35}
 */
public record GattFrame(int uuid, Bytes value) {
  /** The most one byte can count; no characteristic of a health device comes near it. */
  public static final int VALUE_MAX = 255;

  public GattFrame {
    if (uuid < 0 || uuid > 0xFFFF) {
      throw new IllegalArgumentException("a short number has 16 bits, is " + uuid);
    }
    if (value.length() > VALUE_MAX) {
      throw new IllegalArgumentException("a value has at most 255 bytes, has " + value.length());
    }
  }

  /** The bytes of the envelope. */
  public Bytes envelope() {
    return Bytes.of(uuid & 0xFF, uuid >> 8, value.length()).plus(value);
  }
}
