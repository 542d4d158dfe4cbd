package org.healthhut.district.ingest;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.healthhut.wire.DistrictKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what is sealed to the district with the machine's own instructions. An identity took the
 * JDK 0.7 ms and takes this 0.1 ms (measured), and was most of what taking a visit in took.
 */
public final class NativeCurves {
  private static final Logger log = LoggerFactory.getLogger(NativeCurves.class);

  private NativeCurves() {}

  /** {@code keys} on the native library, or as they are where it does not run: slower, no less. */
  public static DistrictKeys on(DistrictKeys keys) {
    var provider = AmazonCorrettoCryptoProvider.INSTANCE;
    var why = provider.getLoadingError();
    if (why == null) {
      try {
        return keys.with(provider);
      } catch (IllegalArgumentException e) {
        why = e;
      }
    }
    log.atWarn().addKeyValue("why", String.valueOf(why.getMessage())).log("nativeCurves.missing");
    return keys;
  }
}
