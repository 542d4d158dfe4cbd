package org.healthhut.kiosk.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.healthhut.device.Model;
import org.healthhut.kiosk.config.AgentConfig;
import org.healthhut.kiosk.config.ConfigException;
import org.healthhut.kiosk.config.ConfigFile;

/**
 * Replaces the configuration file by one that the agent could start with; the old one stays beside
 * it under {@code .before}.
 *
 * @param file what the agent was started with
 * @param now what it says
 */
public record NewConfiguration(
    Path file, AgentConfig now, Function<String, Optional<Model>> catalogue) {

  /**
   * Takes {@code text} for the next start. One caller after the other. What the file says already
   * changes nothing: after a cut it comes again, and the old one beside it is the way back.
   *
   * @return what is wrong with it; empty when it is taken
   */
  public synchronized Optional<String> take(String text) throws IOException {
    var before = Files.readString(file);
    if (text.equals(before)) {
      return Optional.empty();
    }
    var draft = file.resolveSibling(file.getFileName() + ".draft");
    ForcedFile.write(draft, text);
    try {
      var next = ConfigFile.read(draft, catalogue);
      if (!next.kiosk().equals(now.kiosk())) {
        return Optional.of("it is another kiosk's");
      }
      if (!next.data().equals(now.data())) {
        return Optional.of("the data folder must stay");
      }
      if (next.district().commandKeys().isNone() && !now.district().commandKeys().isNone()) {
        return Optional.of("without district.commandKeys no command could follow");
      }
    } catch (ConfigException e) {
      return Optional.of(e.mistakes().getFirst());
    } finally {
      Files.deleteIfExists(draft);
    }
    ForcedFile.write(file.resolveSibling(file.getFileName() + ".before"), before);
    ForcedFile.write(file, text);
    return Optional.empty();
  }
}
