package org.healthhut.kiosk.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.healthhut.wire.DistrictKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that came by command and goes before the configured one: the first line names the
 * configured key it replaces, the second is the new one. When somebody configures a third, that
 * counts.
 */
public final class KeptDistrictKey {
  private static final Logger log = LoggerFactory.getLogger(KeptDistrictKey.class);

  private final Path file;

  private KeptDistrictKey(Path file) {
    this.file = file;
  }

  /** In the data folder of the kiosk. */
  public static KeptDistrictKey in(Path data) {
    return new KeptDistrictKey(data.resolve("commands").resolve("district-key"));
  }

  /** Keeps {@code jwk} for the next starts; when this returns it is on the disk. */
  public void keep(DistrictKey configured, String jwk) throws IOException {
    ForcedFile.write(
        file, configured.keyId() + "\n" + jwk.replace("\n", "").replace("\r", "") + "\n");
  }

  /**
   * The key to seal to.
   *
   * @throws IOException when a key was kept and cannot be read: the district may have given up the
   *     configured one
   */
  public DistrictKey over(DistrictKey configured) throws IOException {
    try {
      var lines = Files.readString(file).lines().toList();
      if (lines.size() != 2) {
        throw new IOException(file + " is damaged; delete it to seal to the configured key");
      }
      if (!lines.getFirst().equals(configured.keyId())) {
        return configured;
      }
      var kept = DistrictKey.parse(lines.getLast());
      log.atInfo().addKeyValue("kid", kept.keyId()).log("districtKey.replaced");
      return kept;
    } catch (NoSuchFileException _) {
      return configured;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no key: " + e.getMessage(), e);
    }
  }
}
