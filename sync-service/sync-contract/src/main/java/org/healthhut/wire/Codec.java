package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.person.Identity;
import org.healthhut.person.IdentityNumber;

/**
 * The CBOR form of the sync messages (RFC 8949): maps with text keys, {@code v} for the version.
 *
 * <pre>
 * Batch       {v, kiosk, epoch, boot, key: JWE, entries: [{seq, sealed: bytes} …]}
 * Ack         {v, epoch, through, resendFrom?, refused: [{seq, why} …],
 *              answers?: {boot, first, last}}
 * Down        an Ack with {commands?: [JWS …]}
 * KioskState  {v, online, agent, boot, number, devices: {name: state …}, room?, line?, account?:
 *              {epoch, captured, acknowledged, waiting, lost, refused?, stoodIn?, diskFree,
 *              diskSize}}
 * </pre>
 *
 * <p>Reading never throws on what arrived. Unknown fields are passed over; a message of another
 * version is {@link Opened.Newer}.
 */
public final class Codec {
  static final int VERSION = 1;

  /** A whole batch of the largest records stays below this; longer input is not looked at. */
  public static final int MESSAGE_BYTES_MAX = 1 << 20;

  private Codec() {}

  public static Bytes encode(Batch batch) {
    var node = message();
    node.put("kiosk", batch.boot().kiosk().value());
    node.put("epoch", batch.boot().epoch());
    node.put("boot", batch.boot().id());
    node.put("key", batch.boot().sealedKey());
    var entries = node.putArray("entries");
    for (var entry : batch.entries()) {
      entries.addObject().put("seq", entry.seq()).put("sealed", entry.sealed().toArray());
    }
    return Cbor.write(node);
  }

  public static Opened<Batch> batch(Bytes bytes) {
    return read(
        bytes,
        fields -> {
          var boot =
              new Boot(
                  new KioskId(fields.text("kiosk")),
                  fields.text("epoch"),
                  fields.text("boot"),
                  fields.text("key"));
          var entries = new ArrayList<SealedEntry>();
          for (var entry : fields.list("entries")) {
            entries.add(new SealedEntry(entry.number("seq"), entry.bytes("sealed")));
          }
          return new Batch(boot, entries);
        });
  }

  public static Bytes encode(Ack ack) {
    return Cbor.write(node(ack));
  }

  public static Bytes encode(Down down) {
    var node = node(down.ack());
    if (!down.commands().isEmpty()) {
      var commands = node.putArray("commands");
      down.commands().forEach(commands::add);
    }
    return Cbor.write(node);
  }

  private static ObjectNode node(Ack ack) {
    var node = message();
    node.put("epoch", ack.epoch());
    node.put("through", ack.through());
    if (ack.resendFrom() != null) {
      node.put("resendFrom", ack.resendFrom());
    }
    ArrayNode refused = node.putArray("refused");
    for (var refusal : ack.refused()) {
      refused.addObject().put("seq", refusal.seq()).put("why", refusal.why());
    }
    if (ack.answers() != null) {
      node.putObject("answers")
          .put("boot", ack.answers().boot())
          .put("first", ack.answers().first())
          .put("last", ack.answers().last());
    }
    return node;
  }

  public static Opened<Ack> ack(Bytes bytes) {
    return read(bytes, Codec::ack);
  }

  public static Opened<Down> down(Bytes bytes) {
    return read(
        bytes,
        fields ->
            new Down(
                ack(fields), fields.has("commands") ? fields.textList("commands") : List.of()));
  }

  private static Ack ack(Fields fields) throws Fields.Malformed {
    var refused = new ArrayList<Ack.Refusal>();
    for (var refusal : fields.list("refused")) {
      refused.add(new Ack.Refusal(refusal.number("seq"), refusal.text("why")));
    }
    return new Ack(
        fields.text("epoch"),
        fields.number("through"),
        fields.has("resendFrom") ? Long.valueOf(fields.number("resendFrom")) : null,
        refused,
        fields.has("answers") ? answered(fields.map("answers")) : null);
  }

  private static Ack.Answered answered(Fields fields) throws Fields.Malformed {
    return new Ack.Answered(fields.text("boot"), fields.number("first"), fields.number("last"));
  }

  public static Bytes encode(KioskState state) {
    var node = message();
    node.put("online", state.online());
    node.put("agent", state.agentVersion());
    node.put("boot", state.boot());
    node.put("number", state.number());
    var devices = node.putObject("devices");
    new TreeMap<>(state.devices()).forEach(devices::put);
    node.put("room", state.room());
    node.put("line", state.line());
    if (state.account() != null) {
      var account = node.putObject("account");
      account
          .put("epoch", state.account().epoch())
          .put("captured", state.account().captured())
          .put("acknowledged", state.account().acknowledged())
          .put("waiting", state.account().waiting())
          .put("lost", state.account().lost())
          .put("diskFree", state.account().diskFree())
          .put("diskSize", state.account().diskSize());
      var refused = state.account().refused();
      if (refused != null) {
        account.put("refused", refused);
      }
      var stoodIn = state.account().stoodIn();
      if (stoodIn != null) {
        account.put("stoodIn", stoodIn);
      }
    }
    return Cbor.write(node);
  }

  public static Opened<KioskState> state(Bytes bytes) {
    return read(
        bytes,
        fields ->
            new KioskState(
                fields.flag("online"),
                fields.text("agent"),
                fields.text("boot"),
                fields.has("number") ? fields.number("number") : 0,
                fields.has("devices") ? fields.texts("devices") : Map.of(),
                fields.has("room") ? fields.text("room") : KioskState.ENOUGH,
                fields.has("account") ? account(fields.map("account")) : null,
                fields.has("line") ? fields.text("line") : ""));
  }

  private static KioskState.Account account(Fields fields) throws Fields.Malformed {
    return new KioskState.Account(
        fields.text("epoch"),
        fields.number("captured"),
        fields.number("acknowledged"),
        fields.number("waiting"),
        fields.number("lost"),
        fields.has("refused") ? Long.valueOf(fields.number("refused")) : null,
        fields.has("stoodIn") ? Long.valueOf(fields.number("stoodIn")) : null,
        fields.number("diskFree"),
        fields.number("diskSize"));
  }

  static Bytes encode(Entry entry) {
    return EntryCodec.encode(entry);
  }

  static Opened<Entry> entry(Bytes bytes) {
    return read(bytes, fields -> EntryCodec.entry(fields, bytes));
  }

  /** {@code {v, token, type: "01", number, name?}}; the type is CV02.01.101's identity card. */
  static Bytes identity(Identity identity, String token) {
    var node = message();
    node.put("token", token);
    node.put("type", "01");
    node.put("number", identity.number().reveal());
    if (identity.name() != null) {
      node.put("name", identity.name());
    }
    return Cbor.write(node);
  }

  static Opened<Identity> identity(Bytes bytes, String token, LocalDate today) {
    return read(
        bytes,
        fields -> {
          if (!fields.text("token").equals(token)) {
            throw new Fields.Malformed("sealed for another visit");
          }
          var parsed = IdentityNumber.parse(fields.text("number"), today);
          return switch (parsed) {
            case IdentityNumber.Parsed.Valid(IdentityNumber number) ->
                new Identity(number, fields.has("name") ? fields.text("name") : null);
            case IdentityNumber.Parsed.Invalid(IdentityNumber.Mistake mistake) ->
                throw new Fields.Malformed("not an identity number: " + mistake);
          };
        });
  }

  static ObjectNode message() {
    return Cbor.object().put("v", VERSION);
  }

  /** What an {@link Opened.Valid} holds, read from the fields of a whole message. */
  interface Reading<T> {
    T from(Fields fields) throws Fields.Malformed;
  }

  private static <T> Opened<T> read(Bytes bytes, Reading<T> reading) {
    return read(bytes, MESSAGE_BYTES_MAX, reading);
  }

  static <T> Opened<T> read(Bytes bytes, int bytesMax, Reading<T> reading) {
    if (bytes.length() > bytesMax) {
      return new Opened.Broken<>("longer than " + bytesMax + " bytes");
    }
    try {
      var fields = Cbor.read(bytes);
      long version = fields.number("v");
      if (version != VERSION) {
        return new Opened.Newer<>("version " + version);
      }
      return new Opened.Valid<>(reading.from(fields));
    } catch (Fields.Malformed e) {
      return new Opened.Broken<>(e.why());
    } catch (IllegalArgumentException | ArithmeticException _) {
      return new Opened.Broken<>("a field holds what it must not");
    }
  }
}
