package org.healthhut.device.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model;
import org.healthhut.device.catalogue.Catalogue;
import org.healthhut.device.vector.Vector;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs Jazzer on {@link DriverFuzzer}, beginning with the vectors: all drivers together for {@value
 * #SECONDS} s, or with {@code -Dfuzz.seconds=60} each driver alone for so long. What it finds is
 * printed as hex, to become a vector.
 */
final class FuzzTest {
  private static final int SECONDS = 6;

  /** Fewer in so many seconds means that nothing was searched. */
  private static final int RUNS_PER_SECOND_MIN = 20;

  private static final Pattern RUNS = Pattern.compile("number_of_executed_units: *(\\d+)");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> findsNothing() {
    int each = Integer.getInteger("fuzz.seconds", 0);
    if (each == 0) {
      return Stream.of(dynamicTest("all drivers", () -> fuzz("", Catalogue.models(), SECONDS)));
    }
    var only = System.getProperty("fuzz.model", "");
    return Catalogue.models().stream()
        .filter(model -> only.isEmpty() || model.id().equals(only))
        .map(model -> dynamicTest(model.id(), () -> fuzz(model.id(), List.of(model), each)));
  }

  private void fuzz(String name, List<Model> models, int seconds) throws Exception {
    var corpus = Files.createDirectories(folder.resolve("corpus-" + name));
    seed(corpus, models, name.isEmpty());
    var output = folder.resolve("output-" + name);
    var process =
        new ProcessBuilder(command(name, corpus, seconds))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(seconds + 120L, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    var said = Files.readString(output);
    assertEquals(0, process.exitValue(), () -> said + found());
    var runs = RUNS.matcher(said);
    assertTrue(runs.find(), said);
    assertTrue(
        Long.parseLong(runs.group(1)) >= (long) RUNS_PER_SECOND_MIN * seconds,
        () -> "hardly anything was searched: " + said);
  }

  private static List<String> command(String name, Path corpus, int seconds) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-OmitStackTraceInFastThrow", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx600m"));
    command.add("-Dfuzz.model=" + name);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + DriverFuzzer.class.getName());
    command.add("--instrumentation_includes=org.healthhut.device.**");
    command.add("--custom_hook_includes=org.healthhut.device.**");
    command.addAll(List.of("-seed=1", "-max_len=4096", "-timeout=20", "-print_final_stats=1"));
    command.add("-max_total_time=" + seconds);
    command.add(corpus.toString());
    return command;
  }

  private static void seed(Path corpus, List<Model> models, boolean together)
      throws IOException, URISyntaxException {
    var all = Catalogue.models();
    for (var model : models) {
      int number = 0;
      for (var vector : Vector.of(model)) {
        var script = DriverFuzzer.script(vector.bytes());
        var chosen = together ? Bytes.of(all.indexOf(model)).plus(script) : script;
        Files.write(corpus.resolve(model.id() + "-" + number++), chosen.toArray());
      }
    }
  }

  /** The scripts that broke something, as hex. */
  private String found() {
    try (var files = Files.list(folder)) {
      var found = new StringBuilder();
      for (var file : files.toList()) {
        if (file.getFileName().toString().matches("(crash|timeout|slow-unit|oom)-.*")) {
          found.append(file.getFileName()).append(' ');
          found.append(Bytes.copyOf(Files.readAllBytes(file)).hex()).append('\n');
        }
      }
      return found.toString();
    } catch (IOException e) {
      return "and what was found can't be read: " + e;
    }
  }
}
