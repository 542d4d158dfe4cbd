package org.healthhut.wire;

import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;

/** An {@link Inquiry} as the district has opened it, with {@link DistrictKeys#openInquiry}. */
public final class Inquired {
  private final KioskId kiosk;
  private final String id;
  private final Question question;
  private final Bytes key;

  Inquired(KioskId kiosk, String id, Question question, Bytes key) {
    this.kiosk = kiosk;
    this.id = id;
    this.question = question;
    this.key = key;
  }

  public Question question() {
    return question;
  }

  /**
   * Seals an answer that this kiosk alone can read, and for this question alone. The same question
   * may be answered again: it can arrive twice, also at two instances.
   *
   * @param random must be cryptographically strong outside tests; no two answers may be sealed with
   *     the same number drawn from it
   */
  public Bytes seal(Answer answer, RandomGenerator random) {
    long nonce = random.nextLong() >>> 1;
    var suite = Suite.current();
    var sealed = suite.seal(key, nonce, Inquiry.bound(kiosk, id), InquiryCodec.padded(answer));
    return InquiryCodec.answer(id, nonce, Bytes.of(suite.number()).plus(sealed));
  }
}
