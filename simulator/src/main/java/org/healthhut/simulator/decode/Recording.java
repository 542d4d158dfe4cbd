package org.healthhut.simulator.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.healthhut.bytes.Bytes;

/** What went over one device's wire, in order. */
public record Recording(List<Piece> pieces) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Bytes that went together.
   *
   * @param after how long after the recording began
   */
  public record Piece(Direction direction, Duration after, Bytes bytes) {}

  /** Seen from the kiosk, as captures name it. */
  public enum Direction {
    FROM_DEVICE,
    TO_DEVICE
  }

  public Recording {
    pieces = List.copyOf(pieces);
  }

  /** Bytes of the device alone, all at once. */
  public static Recording of(Bytes fromDevice) {
    return new Recording(List.of(new Piece(Direction.FROM_DEVICE, Duration.ZERO, fromDevice)));
  }

  /**
   * Reads a capture as the bench writes it: a line of JSON for each piece, {@code {"t": seconds,
   * "dev": name, "dir": "rx" from the device or "tx" to it, "hex": …}}; a header line and marks are
   * passed over.
   *
   * @param device whose lines to take; empty where the capture has one device only
   * @throws IllegalArgumentException when a line cannot be read, or when it is not clear whose
   *     lines to take; the message names it
   */
  public static Recording capture(List<String> lines, String device) {
    var pieces = new ArrayList<Piece>();
    var devices = new TreeSet<String>();
    Duration began = null;
    for (int number = 1; number <= lines.size(); number++) {
      var line = node(lines.get(number - 1), number);
      var direction = line.path("dir").asText();
      if (!direction.equals("rx") && !direction.equals("tx")) {
        continue;
      }
      var name = line.path("dev").asText();
      devices.add(name);
      if (!device.isEmpty() && !device.equals(name)) {
        continue;
      }
      var at = seconds(line.path("t"), number);
      began = began == null ? at : began;
      pieces.add(
          new Piece(
              direction.equals("rx") ? Direction.FROM_DEVICE : Direction.TO_DEVICE,
              at.minus(began),
              hex(line.path("hex").asText(), number)));
    }
    if (device.isEmpty() && devices.size() > 1) {
      throw new IllegalArgumentException(
          "say with --device which one of the capture: " + String.join(", ", devices));
    }
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException(
          devices.isEmpty()
              ? "the capture has no bytes of any device"
              : "the capture has no '" + device + "', it has " + String.join(", ", devices));
    }
    return new Recording(pieces);
  }

  private static JsonNode node(String line, int number) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("line " + number + " of the capture is not JSON", e);
    }
  }

  private static Duration seconds(JsonNode t, int number) {
    if (!t.isNumber()) {
      throw new IllegalArgumentException("line " + number + " of the capture has no time t");
    }
    return Duration.ofNanos(
        t.decimalValue().multiply(BigDecimal.valueOf(1_000_000_000)).longValue());
  }

  private static Bytes hex(String text, int number) {
    try {
      return Bytes.hex(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + " of the capture has no hex bytes", e);
    }
  }
}
