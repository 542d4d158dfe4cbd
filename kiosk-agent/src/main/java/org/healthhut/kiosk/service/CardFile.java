package org.healthhut.kiosk.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthhut.kiosk.command.ForcedFile;

/**
 * The cards of all devices in one file, {@code {"bp-a": {"calibration": {"certificate": "C-1",
 * "on": "2026-03-18", "until": "2027-03-18"}, "disabled": "repair"}}}. It is replaced as a whole.
 */
record CardFile(Path file) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Empty when nothing was ever entered.
   *
   * @throws IOException when it cannot be told what was entered: a device that somebody has taken
   *     out of use must not come back by itself
   */
  Map<String, DeviceCard> read() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return Map.of();
    }
    try {
      var cards = new TreeMap<String, DeviceCard>();
      var root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new IllegalArgumentException("not an object");
      }
      for (var entry : root.properties()) {
        cards.put(entry.getKey(), card(entry.getValue()));
      }
      return cards;
    } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
      throw new IOException(
          file
              + " is damaged; delete it, then enter calibrations and strips again and disable what"
              + " must not be used",
          e);
    }
  }

  void write(Map<String, DeviceCard> cards) throws IOException {
    var root = JSON.createObjectNode();
    new TreeMap<>(cards).forEach((device, card) -> write(root.putObject(device), card));
    ForcedFile.write(file, JSON.writeValueAsString(root) + "\n");
  }

  private static DeviceCard card(JsonNode node) {
    return new DeviceCard(
        part(node, "calibration")
            .map(of -> new Calibration(text(of, "certificate"), day(of, "on"), day(of, "until"))),
        part(node, "strips")
            .map(
                of -> new DeviceCard.Strips(text(of, "lot"), text(of, "code"), day(of, "expires"))),
        part(node, "control").map(of -> new DeviceCard.Control(day(of, "on"), passed(of))),
        part(node, "disabled").map(JsonNode::asText));
  }

  private static void write(ObjectNode node, DeviceCard card) {
    card.calibration()
        .ifPresent(of ->
            node.putObject("calibration")
                .put("certificate", of.certificate())
                .put("on", of.on().toString())
                .put("until", of.until().toString()));
    card.strips()
        .ifPresent(of ->
            node.putObject("strips")
                .put("lot", of.lot())
                .put("code", of.code())
                .put("expires", of.expires().toString()));
    card.control()
        .ifPresent(of ->
            node.putObject("control").put("on", of.on().toString()).put("passed", of.passed()));
    card.disabled().ifPresent(note -> node.put("disabled", note));
  }

  private static Optional<JsonNode> part(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static LocalDate day(JsonNode node, String field) {
    return LocalDate.parse(text(node, field));
  }

  private static boolean passed(JsonNode node) {
    var passed = node.path("passed");
    if (!passed.isBoolean()) {
      throw new IllegalArgumentException("passed is neither true nor false");
    }
    return passed.booleanValue();
  }
}
