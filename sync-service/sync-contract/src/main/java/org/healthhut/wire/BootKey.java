package org.healthhut.wire;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;

/**
 * The key one start of a kiosk seals its records under. It is drawn at the start, kept in memory
 * only, and travels sealed to the district in {@link Boot#sealedKey}.
 *
 * <p>Each record is bound to kiosk, epoch, boot and number, and names its {@link Suite}. A number
 * is sealed once under one key: sealing again is sending the same bytes again.
 */
public final class BootKey {
  private final Boot boot;
  private final Bytes key;

  private BootKey(Boot boot, Bytes key) {
    this.boot = boot;
    this.key = key;
  }

  /**
   * Draws a key for one start.
   *
   * @param random must be cryptographically strong outside tests
   */
  public static BootKey draw(
      KioskId kiosk, String epoch, String bootId, DistrictKey district, RandomGenerator random) {
    var drawn = new byte[Suite.current().keyBytes()];
    random.nextBytes(drawn);
    var key = Bytes.copyOf(drawn);
    return new BootKey(new Boot(kiosk, epoch, bootId, district.seal(key)), key);
  }

  static Opened<BootKey> of(Boot boot, Bytes key) {
    return key.length() == Suite.current().keyBytes()
        ? new Opened.Valid<>(new BootKey(boot, key))
        : new Opened.Broken<>("a boot key of " + key.length() + " bytes");
  }

  public Boot boot() {
    return boot;
  }

  public SealedEntry seal(long seq, Entry entry) {
    return seal(seq, Codec.encode(entry));
  }

  /**
   * Seals an entry unless that would take more than {@code sealedMax} bytes; then it is empty,
   * nothing has been sealed, and {@code seq} may be given to another entry.
   */
  public Optional<SealedEntry> sealWithin(int sealedMax, long seq, Entry entry) {
    var plain = Codec.encode(entry);
    return plain.length() + 1 + Suite.current().overhead() <= sealedMax
        ? Optional.of(seal(seq, plain))
        : Optional.empty();
  }

  private SealedEntry seal(long seq, Bytes plain) {
    var suite = Suite.current();
    return new SealedEntry(
        seq, Bytes.of(suite.number()).plus(suite.seal(key, seq, bound(seq), plain)));
  }

  public Opened<Entry> open(SealedEntry entry) {
    if (entry.sealed().isEmpty()) {
      return new Opened.Broken<>("an empty record");
    }
    int number = entry.sealed().u8(0);
    var suite = Suite.of(number);
    return suite.isEmpty()
        ? new Opened.Newer<>("sealed with suite " + number)
        : suite
            .get()
            .open(key, entry.seq(), bound(entry.seq()), entry.sealed().drop(1))
            .then(Codec::entry);
  }

  private String bound(long seq) {
    return "hut/v1\n" + boot.kiosk() + "\n" + boot.epoch() + "\n" + boot.id() + "\n" + seq;
  }
}
