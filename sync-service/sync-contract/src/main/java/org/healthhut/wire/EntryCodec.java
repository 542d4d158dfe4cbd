package org.healthhut.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Moment;
import org.healthhut.vital.Reading;

/**
 * The CBOR form of entries, before sealing.
 *
 * <pre>
 * every kind     {v, kind, at, clock: "sync"|"unsync", uptime, …}
 * visitBegan     {visit, token, identity?: JWE}
 * reading        {visit, number?, reading: {…}}
 * strayReading   {why, reading: {…}}
 * assessed       {visit, assessment: {…}}
 * consentSaid    {visit, version, given}
 * takeAwayGiven  {visit, code}
 * contactAsked   {visit}
 * alertRaised    {visit, alert: {…}}
 * staffCalled    {code}
 * visitEnded     {visit, why, readings}
 * kioskEvent     {event, details: {key: text …}}
 * reading: {…}   see {@link ReadingCodec}; assessment and alert: see {@link AssessmentCodec}
 * </pre>
 *
 * <p>Times are ISO 8601 text, numbers of readings are decimal text, so that their scale survives.
 * An entry with a kind, metric, unit or flag that this version does not know is kept whole as
 * {@link Entry.Unknown}: reading half of it could leave out the half that matters.
 */
final class EntryCodec {
  private EntryCodec() {}

  static Bytes encode(Entry entry) {
    return switch (entry) {
      case Entry.VisitBegan(Moment moment, String visit, Subject subject) -> {
        var node = node("visitBegan", moment).put("visit", visit).put("token", subject.token());
        if (subject instanceof Subject.Resident(String _, String sealedIdentity)) {
          node.put("identity", sealedIdentity);
        }
        yield Cbor.write(node);
      }
      case Entry.ReadingTaken(Moment moment, String visit, int number, Reading reading) -> {
        var node = node("reading", moment).put("visit", visit);
        if (number > 0) {
          node.put("number", number);
        }
        ReadingCodec.write(node.putObject("reading"), reading);
        yield Cbor.write(node);
      }
      case Entry.StrayReading(Moment moment, String why, Reading reading) -> {
        var node = node("strayReading", moment).put("why", why);
        ReadingCodec.write(node.putObject("reading"), reading);
        yield Cbor.write(node);
      }
      case Entry.Assessed(Moment moment, String visit, Assessment assessment) -> {
        var node = node("assessed", moment).put("visit", visit);
        AssessmentCodec.write(node.putObject("assessment"), assessment);
        yield Cbor.write(node);
      }
      case Entry.ConsentSaid(Moment moment, String visit, String version, boolean given) ->
          Cbor.write(
              node("consentSaid", moment)
                  .put("visit", visit)
                  .put("version", version)
                  .put("given", given));
      case Entry.TakeAwayGiven(Moment moment, String visit, String code) ->
          Cbor.write(node("takeAwayGiven", moment).put("visit", visit).put("code", code));
      case Entry.ContactAsked(Moment moment, String visit) ->
          Cbor.write(node("contactAsked", moment).put("visit", visit));
      case Entry.AlertRaised(Moment moment, String visit, Alert alert) -> {
        var node = node("alertRaised", moment).put("visit", visit);
        AssessmentCodec.write(node.putObject("alert"), alert);
        yield Cbor.write(node);
      }
      case Entry.StaffCalled(Moment moment, String code) ->
          Cbor.write(node("staffCalled", moment).put("code", code));
      case Entry.VisitEnded(Moment moment, String visit, String why, int readings) ->
          Cbor.write(
              node("visitEnded", moment)
                  .put("visit", visit)
                  .put("why", why)
                  .put("readings", readings));
      case Entry.KioskEvent(Moment moment, String kind, Map<String, String> details) -> {
        var node = node("kioskEvent", moment).put("event", kind);
        var map = node.putObject("details");
        new TreeMap<>(details).forEach(map::put);
        yield Cbor.write(node);
      }
      case Entry.Unknown unknown -> unknown.content();
    };
  }

  static Entry entry(Fields fields, Bytes whole) throws Fields.Malformed {
    var kind = fields.text("kind");
    var moment =
        new Moment(
            fields.instant("at"),
            ReadingCodec.clock(fields),
            fields.parse("uptime", Duration::parse));
    return switch (kind) {
      case "visitBegan" -> new Entry.VisitBegan(moment, fields.text("visit"), subject(fields));
      case "reading" -> {
        var reading = ReadingCodec.read(fields.map("reading"));
        int number = fields.has("number") ? Math.toIntExact(fields.number("number")) : 0;
        yield reading.isPresent()
            ? new Entry.ReadingTaken(moment, fields.text("visit"), number, reading.get())
            : new Entry.Unknown(moment, kind, whole);
      }
      case "strayReading" -> {
        var reading = ReadingCodec.read(fields.map("reading"));
        yield reading.isPresent()
            ? new Entry.StrayReading(moment, fields.text("why"), reading.get())
            : new Entry.Unknown(moment, kind, whole);
      }
      case "assessed" -> {
        var assessment = AssessmentCodec.assessment(fields.map("assessment"));
        yield assessment.isPresent()
            ? new Entry.Assessed(moment, fields.text("visit"), assessment.get())
            : new Entry.Unknown(moment, kind, whole);
      }
      case "consentSaid" ->
          new Entry.ConsentSaid(
              moment, fields.text("visit"), fields.text("version"), fields.flag("given"));
      case "takeAwayGiven" ->
          new Entry.TakeAwayGiven(moment, fields.text("visit"), fields.text("code"));
      case "contactAsked" -> new Entry.ContactAsked(moment, fields.text("visit"));
      case "alertRaised" ->
          new Entry.AlertRaised(
              moment, fields.text("visit"), AssessmentCodec.alert(fields.map("alert")));
      case "staffCalled" -> new Entry.StaffCalled(moment, fields.text("code"));
      case "visitEnded" ->
          new Entry.VisitEnded(
              moment,
              fields.text("visit"),
              fields.text("why"),
              Math.toIntExact(fields.number("readings")));
      case "kioskEvent" ->
          new Entry.KioskEvent(moment, fields.text("event"), fields.texts("details"));
      default -> new Entry.Unknown(moment, kind, whole);
    };
  }

  private static Subject subject(Fields fields) throws Fields.Malformed {
    return fields.has("identity")
        ? new Subject.Resident(fields.text("token"), fields.text("identity"))
        : new Subject.Guest(fields.text("token"));
  }

  private static ObjectNode node(String kind, Moment moment) {
    return Codec.message()
        .put("kind", kind)
        .put("at", moment.at().toString())
        .put("clock", ReadingCodec.clock(moment.clock()))
        .put("uptime", moment.uptime().toString());
  }
}
