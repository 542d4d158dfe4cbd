package org.healthhut.wire;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.healthhut.bytes.Bytes;

/**
 * A {@link Question} on its way, and the kiosk's means to read what comes back. The question is
 * sealed to the district and brings a key drawn for this one answer, which is sealed under it and
 * bound to kiosk and question: whoever carries the two learns nothing from them, not even by their
 * length, and can put no other answer in the place of the right one. The key is in memory only.
 */
public final class Inquiry {
  /** No message of an inquiry is longer, either way; a longer one is not looked at. */
  public static final int MESSAGE_BYTES_MAX = 1 << 15;

  private static final int ID_BYTES = 16;

  private final KioskId kiosk;
  private final String id;
  private final Bytes key;
  private final Bytes message;

  private Inquiry(KioskId kiosk, String id, Bytes key, Bytes message) {
    this.kiosk = kiosk;
    this.id = id;
    this.key = key;
    this.message = message;
  }

  /**
   * Seals a question.
   *
   * @param random must be cryptographically strong outside tests
   */
  public static Inquiry of(
      KioskId kiosk, Question question, DistrictKey district, RandomGenerator random) {
    var name = new byte[ID_BYTES];
    random.nextBytes(name);
    var id = HexFormat.of().formatHex(name);
    var drawn = new byte[Suite.current().keyBytes()];
    random.nextBytes(drawn);
    var key = Bytes.copyOf(drawn);
    var sealed = district.seal(InquiryCodec.question(kiosk, id, question, key));
    return new Inquiry(kiosk, id, key, InquiryCodec.inquiry(id, sealed));
  }

  /** Names this question; says nothing of whom it is about. */
  public String id() {
    return id;
  }

  /** What travels to the district. */
  public Bytes message() {
    return message;
  }

  /** The question that a message claims to answer. */
  public static Opened<String> answered(Bytes answer) {
    return InquiryCodec.sealedAnswer(answer).then(sealed -> new Opened.Valid<>(sealed.id()));
  }

  /** The answer; broken when it is another question's or another kiosk's. */
  public Opened<Answer> open(Bytes answer) {
    return InquiryCodec.sealedAnswer(answer)
        .then(sealed ->
            sealed.id().equals(id)
                ? open(sealed)
                : new Opened.Broken<>("an answer to another question"));
  }

  private Opened<Answer> open(InquiryCodec.SealedAnswer sealed) {
    if (sealed.content().isEmpty()) {
      return new Opened.Broken<>("an empty answer");
    }
    int number = sealed.content().u8(0);
    return Suite.of(number)
        .map(suite ->
            suite
                .open(key, sealed.nonce(), bound(kiosk, id), sealed.content().drop(1))
                .then(InquiryCodec::answer))
        .orElseGet(() -> new Opened.Newer<>("sealed with suite " + number));
  }

  /** What an answer is bound to beside its key. */
  static String bound(KioskId kiosk, String id) {
    return "hut/v1/answer\n" + kiosk + "\n" + id;
  }
}
