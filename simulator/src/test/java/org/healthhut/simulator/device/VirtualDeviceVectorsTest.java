package org.healthhut.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthhut.bytes.Bytes;
import org.healthhut.vital.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The computed examples of the protocol notes, byte for byte. */
class VirtualDeviceVectorsTest {
  record Vector(String title, Map<String, String> given, Bytes bytes) {
    String text(String key) {
      var text = given.get(key);
      if (text == null) {
        throw new IllegalArgumentException(title + " gives no " + key);
      }
      return text;
    }

    int number(String key) {
      return Integer.parseInt(text(key));
    }

    BigDecimal decimal(String key) {
      return new BigDecimal(text(key));
    }

    LocalDateTime at() {
      return LocalDateTime.parse(text("at"));
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Vector> hbp9030() {
    return vectors("hbp-9030");
  }

  static List<Vector> sinocare() {
    return vectors("sinocare");
  }

  static List<Vector> stGsScale() {
    return vectors("st-gs-scale");
  }

  @ParameterizedTest
  @MethodSource("hbp9030")
  void bloodPressureRecord(Vector vector) {
    var found =
        new Measurement(
            Map.of(
                Metric.SYSTOLIC, vector.decimal("systolic"),
                Metric.DIASTOLIC, vector.decimal("diastolic"),
                Metric.PULSE, vector.decimal("pulse")),
            vector.number("error"),
            vector.number("movements"));
    assertSame(vector, Hbp9030.record(vector.at(), vector.text("id"), found));
  }

  @ParameterizedTest
  @MethodSource("sinocare")
  void glucoseResult(Vector vector) {
    assertSame(
        vector,
        SinocareMeter.result(vector.at(), vector.decimal("glucose"), vector.decimal("celsius")));
  }

  @ParameterizedTest
  @MethodSource("stGsScale")
  void weightLine(Vector vector) {
    assertSame(
        vector, StGsScale.line(vector.text("header"), vector.text("type"), vector.decimal("kg")));
  }

  private static void assertSame(Vector vector, Transmission sent) {
    assertEquals(vector.bytes().hex(), sent.frame().hex());
  }

  private static List<Vector> vectors(String model) {
    var vectors = new ArrayList<Vector>();
    var title = "";
    var given = new HashMap<String, String>();
    for (var line : lines("/vectors/virtual/" + model + ".txt")) {
      if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith("given ")) {
        given.clear();
        for (var pair : List.of(line.substring(6).strip().split(" ", -1))) {
          int equals = pair.indexOf('=');
          given.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      } else if (line.startsWith("bytes ")) {
        vectors.add(new Vector(title, Map.copyOf(given), Bytes.hex(line.substring(6))));
      }
    }
    return vectors;
  }

  private static List<String> lines(String resource) {
    try (var in = VirtualDeviceVectorsTest.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
