package org.healthhut.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.healthhut.bytes.Bytes;

/** Suite 1: AES-256-GCM with the record's number as nonce. */
final class AesGcm implements Suite {
  static final AesGcm ONLY = new AesGcm();

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  @Override
  public int number() {
    return 1;
  }

  @Override
  public int keyBytes() {
    return KEY_BYTES;
  }

  @Override
  public int overhead() {
    return TAG_BITS / 8;
  }

  @Override
  public Bytes seal(Bytes key, long seq, String bound, Bytes plain) {
    try {
      return Bytes.copyOf(cipher(Cipher.ENCRYPT_MODE, key, seq, bound).doFinal(plain.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal seq " + seq, e);
    }
  }

  @Override
  public Opened<Bytes> open(Bytes key, long seq, String bound, Bytes sealed) {
    try {
      return new Opened.Valid<>(
          Bytes.copyOf(cipher(Cipher.DECRYPT_MODE, key, seq, bound).doFinal(sealed.toArray())));
    } catch (AEADBadTagException _) {
      return new Opened.Broken<>("the seal does not open");
    } catch (GeneralSecurityException _) {
      return new Opened.Broken<>("not a sealed record");
    }
  }

  private static Cipher cipher(int mode, Bytes key, long seq, String bound)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(seq).array();
    cipher.init(
        mode, new SecretKeySpec(key.toArray(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
