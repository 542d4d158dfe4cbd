package org.healthhut.kiosk.outbox;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.KioskId;

/** Draws the key of each boot; a new one whenever a segment had to be given up. */
record BootKeys(KioskId kiosk, String epoch, DistrictKey district, RandomGenerator random) {
  BootKey draw() {
    return BootKey.draw(kiosk, epoch, randomId(random), district, random);
  }

  /** For another numbering of the same kiosk. */
  BootKeys anew() {
    return new BootKeys(kiosk, randomId(random), district, random);
  }

  static String randomId(RandomGenerator random) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
