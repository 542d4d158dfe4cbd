package org.healthhut.kiosk.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/** What a request of the page holds, asked field by field; empty for what is not as it must be. */
record Form(JsonNode fields) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern DAY = Pattern.compile("20\\d{2}-\\d{2}-\\d{2}");

  /** Nothing is in what is no JSON. */
  static Form read(Bytes body) {
    try {
      return new Form(JSON.readTree(body.utf8()));
    } catch (JsonProcessingException _) {
      return new Form(MissingNode.getInstance());
    }
  }

  Optional<String> text(String field, Pattern allowed) {
    var value = fields.path(field);
    return value.isTextual() && allowed.matcher(value.textValue()).matches()
        ? Optional.of(value.textValue())
        : Optional.empty();
  }

  Optional<LocalDate> day(String field) {
    try {
      return text(field, DAY).map(LocalDate::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  Optional<Boolean> flag(String field) {
    var value = fields.path(field);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }
}
