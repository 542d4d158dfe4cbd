package org.healthhut.district.ingest;

import java.util.concurrent.ConcurrentHashMap;
import org.healthhut.wire.Boot;
import org.healthhut.wire.BootKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Opened;

/** Opened boot keys, so that each batch of a boot does not cost an elliptic curve again. */
final class BootKeys {
  /** Far more boots than kiosks are awake; beyond it all are forgotten and opened again. */
  private static final int KEPT_MAX = 4096;

  private final DistrictKeys keys;
  private final ConcurrentHashMap<Boot, BootKey> kept = new ConcurrentHashMap<>();

  BootKeys(DistrictKeys keys) {
    this.keys = keys;
  }

  Opened<BootKey> open(Boot boot) {
    var known = kept.get(boot);
    if (known != null) {
      return new Opened.Valid<>(known);
    }
    var opened = keys.open(boot);
    if (opened instanceof Opened.Valid<BootKey>(BootKey key)) {
      if (kept.size() >= KEPT_MAX) {
        kept.clear();
      }
      kept.put(boot, key);
    }
    return opened;
  }
}
