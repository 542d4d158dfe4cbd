package org.healthhut.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.healthhut.bytes.Bytes;

/**
 * The key one start of a kiosk seals its records under. It is drawn at the start, kept in memory
 * only, and travels sealed to the district in {@link Boot#sealedKey}.
 *
 * <p>Suite 1 is AES-256-GCM with the record's number as nonce, bound to kiosk, epoch, boot and
 * number. A number is sealed once under one key: sealing again is sending the same bytes again.
 */
public final class BootKey {
  private static final int SUITE_A256GCM = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** What sealing adds: the suite in front, the tag behind. */
  private static final int SEAL_BYTES = 1 + TAG_BITS / 8;

  private final Boot boot;
  private final SecretKeySpec key;

  private BootKey(Boot boot, byte[] key) {
    this.boot = boot;
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Draws a key for one start.
   *
   * @param random must be cryptographically strong outside tests
   */
  public static BootKey draw(
      KioskId kiosk, String epoch, String bootId, DistrictKey district, RandomGenerator random) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new BootKey(new Boot(kiosk, epoch, bootId, district.seal(Bytes.copyOf(key))), key);
  }

  static Opened<BootKey> of(Boot boot, Bytes key) {
    return key.length() == KEY_BYTES
        ? new Opened.Valid<>(new BootKey(boot, key.toArray()))
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
    return plain.length() + SEAL_BYTES <= sealedMax
        ? Optional.of(seal(seq, plain))
        : Optional.empty();
  }

  private SealedEntry seal(long seq, Bytes plain) {
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, seq).doFinal(plain.toArray());
      return new SealedEntry(seq, Bytes.of(SUITE_A256GCM).plus(Bytes.copyOf(sealed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal seq " + seq, e);
    }
  }

  public Opened<Entry> open(SealedEntry entry) {
    if (entry.sealed().isEmpty()) {
      return new Opened.Broken<>("an empty record");
    }
    if (entry.sealed().u8(0) != SUITE_A256GCM) {
      return new Opened.Newer<>("sealed with suite " + entry.sealed().u8(0));
    }
    try {
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, entry.seq()).doFinal(entry.sealed().drop(1).toArray());
      return Codec.entry(Bytes.copyOf(plain));
    } catch (AEADBadTagException _) {
      return new Opened.Broken<>("the seal does not open");
    } catch (GeneralSecurityException _) {
      return new Opened.Broken<>("not a sealed record");
    }
  }

  private Cipher cipher(int mode, long seq) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(seq).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    var bound = "hut/v1\n" + boot.kiosk() + "\n" + boot.epoch() + "\n" + boot.id() + "\n" + seq;
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
