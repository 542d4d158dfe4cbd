package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;

/**
 * The CBOR form of inquiries.
 *
 * <pre>
 * inquiry   {v, id, sealed: JWE}                   of {v, kiosk, id, token, key: bytes, pad: bytes,
 *                                                  resident: {type: "01", number, name?}}
 * answer    {v, id, nonce, sealed: bytes}          suite and encryption of {v, known, name?, sex?,
 *                                                  birthYear?, doctor?, consent?, pad: bytes,
 *                                                  recent: [{at, values, flags} …]}
 * </pre>
 *
 * <p>{@code pad} makes all of a kind equally long, except for a rare one of twice that. A recent
 * reading with something that this version does not know is left out whole.
 */
final class InquiryCodec {
  /** A long name makes it two. */
  private static final int QUESTION_BLOCK = 512;

  /** As many readings as there may be, with usual flags. */
  private static final int ANSWER_BLOCK = 4096;

  /** From here on CBOR says a length in two bytes. */
  private static final int PAD_MIN = 256;

  private static final int PAD_FRAME = 7;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private InquiryCodec() {}

  /** An answer that is not opened yet. */
  record SealedAnswer(String id, long nonce, Bytes content) {}

  static Bytes inquiry(String id, String sealed) {
    return Cbor.write(Codec.message().put("id", id).put("sealed", sealed));
  }

  /** The sealed question, with the id in front of it. */
  record SealedQuestion(String id, String sealed) {}

  static Opened<SealedQuestion> sealedQuestion(Bytes message) {
    return Codec.read(
        message,
        Inquiry.MESSAGE_BYTES_MAX,
        fields -> new SealedQuestion(id(fields), fields.text("sealed")));
  }

  static Bytes question(KioskId kiosk, String id, Question question, Bytes key) {
    var node =
        Codec.message()
            .put("kiosk", kiosk.value())
            .put("id", id)
            .put("token", question.token())
            .put("key", key.toArray());
    var resident =
        node.putObject("resident")
            .put("type", "01")
            .put("number", question.identity().number().reveal());
    if (question.identity().name() != null) {
      resident.put("name", question.identity().name());
    }
    return padded(node, QUESTION_BLOCK);
  }

  /** Broken when it was sealed for another kiosk or under another id. */
  static Opened<Inquired> question(KioskId kiosk, String id, Bytes content, LocalDate today) {
    return Codec.read(
        content,
        Inquiry.MESSAGE_BYTES_MAX,
        fields -> {
          if (!fields.text("kiosk").equals(kiosk.value()) || !fields.text("id").equals(id)) {
            throw new Fields.Malformed("sealed for another inquiry");
          }
          var key = fields.bytes("key");
          if (key.length() != Suite.current().keyBytes()) {
            throw new Fields.Malformed("an answer key of " + key.length() + " bytes");
          }
          var resident = fields.map("resident");
          return switch (IdentityNumber.parse(resident.text("number"), today)) {
            case IdentityNumber.Parsed.Valid(IdentityNumber number) ->
                new Inquired(
                    kiosk,
                    id,
                    new Question(
                        new Identity(number, resident.has("name") ? resident.text("name") : null),
                        fields.text("token")),
                    key);
            case IdentityNumber.Parsed.Invalid(IdentityNumber.Mistake mistake) ->
                throw new Fields.Malformed("not an identity number: " + mistake);
          };
        });
  }

  static Bytes answer(String id, long nonce, Bytes sealed) {
    return Cbor.write(
        Codec.message().put("id", id).put("nonce", nonce).put("sealed", sealed.toArray()));
  }

  static Opened<SealedAnswer> sealedAnswer(Bytes message) {
    return Codec.read(
        message,
        Inquiry.MESSAGE_BYTES_MAX,
        fields -> new SealedAnswer(id(fields), fields.number("nonce"), fields.bytes("sealed")));
  }

  static Bytes padded(Answer answer) {
    var node = Codec.message().put("known", answer.known());
    if (answer.maskedName() != null) {
      node.put("name", answer.maskedName());
    }
    if (answer.sex() != null) {
      node.put("sex", answer.sex());
    }
    if (answer.birthYear() != null) {
      node.put("birthYear", answer.birthYear());
    }
    if (answer.doctor() != null) {
      node.put("doctor", answer.doctor());
    }
    if (answer.consent() != null) {
      node.put("consent", answer.consent());
    }
    var recent = node.putArray("recent");
    for (var past : answer.recent()) {
      var one = recent.addObject().put("at", past.at().toString());
      ReadingCodec.write(one.putObject("values"), past.values());
      var flags = one.putArray("flags");
      past.flags().forEach(flag -> flags.add(flag.key()));
    }
    return padded(node, ANSWER_BLOCK);
  }

  static Opened<Answer> answer(Bytes content) {
    return Codec.read(
        content,
        Inquiry.MESSAGE_BYTES_MAX,
        fields -> {
          var recent = new ArrayList<Answer.Past>();
          for (var past : fields.list("recent")) {
            var at = past.instant("at");
            var flags = ReadingCodec.flags(past.textList("flags"));
            ReadingCodec.values(past.map("values"))
                .filter(_ -> flags.isPresent())
                .ifPresent(values -> recent.add(new Answer.Past(at, values, flags.orElseThrow())));
          }
          return new Answer(
              fields.flag("known"),
              fields.has("name") ? fields.text("name") : null,
              fields.has("sex") ? fields.text("sex") : null,
              fields.has("birthYear")
                  ? Integer.valueOf(Math.toIntExact(fields.number("birthYear")))
                  : null,
              fields.has("doctor") ? fields.text("doctor") : null,
              fields.has("consent") ? fields.text("consent") : null,
              recent);
        });
  }

  private static String id(Fields fields) throws Fields.Malformed {
    var id = fields.text("id");
    if (!ID.matcher(id).matches()) {
      throw new Fields.Malformed("id is none of an inquiry");
    }
    return id;
  }

  /** Its length is a multiple of {@code block}. */
  private static Bytes padded(ObjectNode node, int block) {
    int least = Cbor.write(node).length() + PAD_FRAME + PAD_MIN;
    node.put("pad", new byte[PAD_MIN + Math.floorMod(-least, block)]);
    return Cbor.write(node);
  }
}
