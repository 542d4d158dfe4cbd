package org.healthhut.kiosk.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last command that was begun, on the disk: {@code NUMBER KIND begun} or {@code NUMBER KIND
 * answered}. It is forced before the command is carried out, so no cut makes a kiosk carry out a
 * number twice once it has answered it, nor a restart, answered or not.
 */
public final class Remembered {
  private static final Pattern LINE =
      Pattern.compile("([1-9][0-9]{0,17}) ([A-Za-z]{1,32}) (begun|answered)\n");

  /**
   * One command.
   *
   * @param answered whether the event that answers it is durable
   */
  record Last(long number, String kind, boolean answered) {}

  private final Path file;

  private Remembered(Path file) {
    this.file = file;
  }

  /** In the data folder of the kiosk. */
  public static Remembered in(Path data) {
    return new Remembered(data.resolve("commands").resolve("last"));
  }

  /**
   * Empty when no command was ever begun.
   *
   * @throws IOException when that cannot be told: then no command may be carried out
   */
  Optional<Last> last() throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    var line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IOException(
          file + " is damaged; delete it when no old command can be replayed to this kiosk");
    }
    return Optional.of(
        new Last(Long.parseLong(line.group(1)), line.group(2), line.group(3).equals("answered")));
  }

  void remember(Last last) throws IOException {
    ForcedFile.write(
        file,
        last.number() + " " + last.kind() + " " + (last.answered() ? "answered" : "begun") + "\n");
  }
}
