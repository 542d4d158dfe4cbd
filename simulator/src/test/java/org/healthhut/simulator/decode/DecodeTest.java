package org.healthhut.simulator.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.simulator.shell.Options;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeTest {
  private static final Moment NOW =
      new Moment(Instant.parse("2025-03-08T01:41:30Z"), ClockTrust.SYNCHRONIZED, Duration.ZERO);

  @TempDir Path folder;

  @Test
  void printsWhatAMonitorMeasured() throws Exception {
    assertEquals(
        List.of(
            "{\"event\":\"status\",\"state\":\"ready\",\"detail\":\"\"}",
            "{\"event\":\"setting\",\"name\":\"record\",\"value\":\"format 5\",\"right\":true}",
            "{\"event\":\"measured\",\"values\":["
                + "{\"metric\":\"systolic\",\"value\":\"131\",\"unit\":\"mm[Hg]\"},"
                + "{\"metric\":\"diastolic\",\"value\":\"84\",\"unit\":\"mm[Hg]\"},"
                + "{\"metric\":\"pulse\",\"value\":\"68\",\"unit\":\"/min\"}],"
                + "\"flags\":[],\"deviceTime\":\"2025-03-08T09:41\"}"),
        decode(
            "--model",
            "hbp-9030",
            "--text",
            "2025,03,08,09,41,K0012               ,0,131,084,068,0\\r\\n"));
  }

  private static final String RECORD =
      "2024,03,08,09,41,K0012               ,0,131,084,068,0\\r\\n";

  /** A capture of last year is not one of a device whose clock is wrong. */
  @Test
  void comparesDeviceClocksWithTheMomentOfTheCapture() throws Exception {
    assertTrue(
        decode("--model", "hbp-9030", "--text", RECORD).getLast().contains("deviceClockSuspect"));
    var then = decode("--model", "hbp-9030", "--text", RECORD, "--at", "2024-03-08T09:41:30+08:00");
    assertTrue(then.getLast().contains("\"flags\":[]"), then.toString());
    assertMistake(
        "--at takes the moment", "--model", "hbp-9030", "--text", RECORD, "--at", "2024-03-08");
  }

  /** Where the bytes end the tool stops, and not the device. */
  @Test
  void callsNoDeviceSilentWhereTheBytesEnd() throws Exception {
    for (var model : Catalogue.models()) {
      for (var hex : List.of("86 20 45 48 61", "0D 0A", "53 54")) {
        var said = decode("--model", model.id(), "--hex", hex);
        assertTrue(
            said.stream().noneMatch(line -> line.contains("\"silent\"")),
            () -> model.id() + ": " + said);
      }
    }
    assertEquals(
        List.of(
            "{\"event\":\"nothing\",\"detail\":\"the driver waits for more bytes than these\"}"),
        decode("--model", "cms50-stream", "--hex", "86 20 45 48 61"));
  }

  @Test
  void saysOfASilenceInsideACaptureThatItWasOne() throws Exception {
    var capture = folder.resolve("capture.jsonl");
    Files.writeString(
        capture,
        """
        {"t":10.0,"dev":"ox-a","dir":"rx","hex":"8620454861"}
        {"t":20.0,"dev":"ox-a","dir":"rx","hex":"8620454861"}
        """);
    var said = decode("--model", "cms50-stream", "--capture", capture.toString());
    assertTrue(said.stream().anyMatch(line -> line.contains("\"silent\"")), said.toString());
  }

  /** The record is told because no other one follows it, which may be the capture's fault. */
  @Test
  void marksWhatComesOfTheEndAlone() throws Exception {
    var said = decode("--model", "weight-height-once", "--text", "W:058.4 H:162.5\\r");
    assertTrue(said.getLast().startsWith("{\"event\":\"measured\""), said.toString());
    assertTrue(said.getLast().endsWith(",\"afterTheEnd\":true}"), said.toString());
  }

  @Test
  void saysWhyBytesAreRefused() throws Exception {
    var said = decode("--model", "hbp-9030", "--hex", "31 32 33 0D 0A");
    assertTrue(said.getLast().startsWith("{\"event\":\"refused\",\"why\":"), said.toString());
  }

  @Test
  void answersAMetersQuestionsOutOfACapture() throws Exception {
    var capture = folder.resolve("capture.jsonl");
    Files.writeString(
        capture,
        """
        {"capture":1,"sim":true}
        {"t":10.0,"dev":"glu-a","dir":"tx","hex":"534e0800040153494e4f46"}
        {"t":10.1,"dev":"glu-a","dir":"rx","hex":"534e080004014341524528"}
        {"t":10.2,"dev":"bp-a","dir":"rx","hex":"ffff"}
        {"t":12.0,"dev":"glu-a","dir":"rx","hex":"534e0400040a12"}
        {"t":17.0,"dev":"glu-a","dir":"rx","hex":"534e10000404190308092918004f0000ec11d2"}
        """);
    var said =
        decode("--model", "sinocare-uart", "--capture", capture.toString(), "--device", "glu-a");
    assertEquals(
        1,
        said.stream()
            .filter(line -> line.contains("\"value\":\"7.9\",\"unit\":\"mmol/L\""))
            .count(),
        said.toString());
  }

  @Test
  void mixesNoDevicesOfACapture() throws Exception {
    var capture = folder.resolve("capture.jsonl");
    Files.writeString(
        capture,
        """
        {"t":10.0,"dev":"glu-a","dir":"rx","hex":"534e0400040a12"}
        {"t":10.2,"dev":"bp-a","dir":"rx","hex":"ffff"}
        """);
    var file = capture.toString();
    assertMistake(
        "--device which one of the capture: bp-a, glu-a", "--model", "hbp-9030", "--capture", file);
    assertMistake(
        "no 'bp-b', it has bp-a, glu-a",
        "--model",
        "hbp-9030",
        "--capture",
        file,
        "--device",
        "bp-b");
    Files.writeString(capture, "{\"capture\":1}\n");
    assertMistake("no bytes of any device", "--model", "hbp-9030", "--capture", file);
  }

  @Test
  void namesWhatItCannotUnderstand() {
    assertMistake("the catalogue has hbp-9030", "--model", "nothing", "--hex", "00");
    assertMistake("give the bytes once", "--model", "hbp-9030");
    assertMistake("pairs of", "--model", "hbp-9030", "--hex", "0");
    assertMistake("--model is missing", "--hex", "00");
    assertMistake("--text takes ASCII", "--model", "hbp-9030", "--text", "血压");
    assertMistake("no such file: nowhere", "--model", "hbp-9030", "--capture", "nowhere");
  }

  private void assertMistake(String words, String... arguments) {
    var mistake = assertThrows(IllegalArgumentException.class, () -> decode(arguments));
    assertTrue(mistake.toString().contains(words), mistake.toString());
  }

  private static List<String> decode(String... arguments) throws Exception {
    var out = new ByteArrayOutputStream();
    Decode.run(
        Options.of(List.of(arguments)), NOW, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
