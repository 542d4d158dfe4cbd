package org.healthhut.simulator.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.healthhut.simulator.demo.DemoOptions.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer runs it: a program in a terminal, ended by Ctrl-C. */
class DemoIT {
  @TempDir Path folder;

  @Test
  void playsAVisitEndsWithEverythingItStartedAndWorksAgain() throws Exception {
    for (int start = 1; start <= 2; start++) {
      var ports = SharedStack.freePorts();
      var demo = demo(ports);
      List<String> said;
      List<ProcessHandle> children;
      try (var lines = demo.inputReader(StandardCharsets.UTF_8)) {
        said = until("[demo] ready", lines);
        children = demo.descendants().toList();
        assertTrue(children.size() >= 4, "four programs of their own, but " + children.size());
        interrupt(demo);
        said.addAll(lines.readAllLines());
      }
      assertTrue(demo.waitFor(60, TimeUnit.SECONDS), "the demo did not end");
      var text = String.join("\n", said);
      for (var station :
          List.of(
              "[demo] measured bp-a systolic ",
              "[demo] measured glu-a glucose ",
              "[demo] measured scale-a weight ",
              "[demo] saved seq=",
              "[demo] acknowledged through=",
              "[demo] visible to the doctor: 3 more readings, "
                  + 3 * start
                  + " of this resident")) {
        assertTrue(text.contains(station), "no '" + station + "' in:\n" + text);
      }
      assertFalse(text.contains("starting it again"), text);
      for (var child : children) {
        assertFalse(child.isAlive(), "still runs: " + child.info().command());
      }
      for (var port : ports.values()) {
        try (var free = new ServerSocket()) {
          free.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        }
      }
    }
  }

  @Test
  void saysWhichPortIsTakenByWhomAndWhatToDo() throws Exception {
    var ports = SharedStack.freePorts();
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      ports.put(Part.BROKER, taken.getLocalPort());
      var demo = demo(ports);
      String said;
      try (var lines = demo.inputReader(StandardCharsets.UTF_8)) {
        said = String.join("\n", lines.readAllLines());
      }
      assertEquals(1, demo.waitFor(), said);
      assertTrue(
          said.contains("port " + taken.getLocalPort() + " for the MQTT broker is taken by"), said);
      assertTrue(said.contains("(pid " + ProcessHandle.current().pid() + ")"), said);
      assertTrue(said.contains("--broker-port"), said);
    }
  }

  private Process demo(Map<Part, Integer> ports) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                // Whoever runs tests in the background has them, and all they start, ignore Ctrl-C.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Programs.ofThisBuild().simulator().toString(),
                "demo",
                "--data",
                folder.resolve("data").toString()));
    var options =
        Map.of(
            Part.KIOSK, "--kiosk-port",
            Part.DOCTOR, "--doctor-port",
            Part.BENCH, "--bench-port",
            Part.BROKER, "--broker-port",
            Part.DATABASE, "--database-port");
    ports.forEach(
        (part, port) -> command.addAll(List.of(options.getOrDefault(part, ""), "" + port)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> until(String mark, BufferedReader lines) throws IOException {
    var said = new ArrayList<String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith(mark)) {
        return said;
      }
    }
    throw new AssertionError("the demo ended before '" + mark + "':\n" + String.join("\n", said));
  }

  /** What Ctrl-C sends. */
  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
  }
}
