package org.healthhut.device.gatt;

import java.util.Arrays;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/**
 * The characteristics a link may hand over, by their 16-bit numbers (ble-gatt.md, first table).
 * Lengths are of values; the longest is the one with every field its flags can announce.
 */
enum Characteristic {
  BLOOD_PRESSURE(0x2A35, 7, 19),
  CUFF_PRESSURE(0x2A36, 7, 19),
  BLOOD_PRESSURE_FEATURE(0x2A49, 2, 2),
  GLUCOSE(0x2A18, 10, 17),
  GLUCOSE_CONTEXT(0x2A34, 3, 17),
  RECORD_ACCESS(0x2A52, 2, 20),
  WEIGHT(0x2A9D, 3, 15),
  WEIGHT_FEATURE(0x2A9E, 4, 4),
  /** Its fields stand in no protocol note, so that nothing is read from it. */
  BODY_COMPOSITION(0x2A9C, 4, 40),
  OXIMETRY_SPOT(0x2A5E, 5, 19),
  OXIMETRY_CONTINUOUS(0x2A5F, 5, 20),
  TEMPERATURE(0x2A1C, 5, 13),
  TEMPERATURE_SITE(0x2A1D, 1, 1),
  CURRENT_TIME(0x2A2B, 10, 10),
  MAKER(0x2A29, 0, 64),
  SERIAL(0x2A25, 0, 64),
  FIRMWARE(0x2A26, 0, 64),
  BATTERY(0x2A19, 1, 1);

  private final int uuid;
  private final int lengthMin;
  private final int lengthMax;

  Characteristic(int uuid, int lengthMin, int lengthMax) {
    this.uuid = uuid;
    this.lengthMin = lengthMin;
    this.lengthMax = lengthMax;
  }

  int uuid() {
    return uuid;
  }

  /** What a link is given to write this value there. */
  Bytes holding(Bytes value) {
    return new GattFrame(uuid, value).envelope();
  }

  boolean canHave(int length) {
    return lengthMin <= length && length <= lengthMax;
  }

  static Optional<Characteristic> of(int uuid) {
    return Arrays.stream(values()).filter(each -> each.uuid == uuid).findFirst();
  }
}
