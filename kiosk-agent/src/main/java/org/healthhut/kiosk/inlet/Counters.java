package org.healthhut.kiosk.inlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The last counter of each meter, on disk: {@code IDENTITY.counter}, a decimal number. A value is
 * taken once its counter is above the last one and is remembered as the last, so that neither a
 * restart nor a new DTLS session lets an old message in again. Confined to one thread.
 */
final class Counters {
  private static final String SUFFIX = ".counter";
  private static final int DIGITS_MAX = 19;

  private final Path folder;
  private final Map<String, Long> last = new TreeMap<>();

  Counters(Path folder) {
    this.folder = folder;
  }

  /** What {@code counter} has to be above; empty while nothing has come from this meter. */
  OptionalLong last(String identity) throws IOException {
    var known = last.get(identity);
    if (known != null) {
      return OptionalLong.of(known);
    }
    var file = folder.resolve(identity + SUFFIX);
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
    try {
      if (text.length() > DIGITS_MAX) {
        throw new NumberFormatException();
      }
      long number = Long.parseLong(text);
      last.put(identity, number);
      return OptionalLong.of(number);
    } catch (NumberFormatException e) {
      // Taken for nothing, any old message would be let in again.
      throw new IOException(
          file
              + " holds no counter: nothing of this meter is taken until it is put right; pair it"
              + " anew with another key and delete the file",
          e);
    }
  }

  /** Durable when this returns. */
  void remember(String identity, long counter) throws IOException {
    Files.createDirectories(folder);
    var draft = folder.resolve(identity + ".draft");
    try (var channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var bytes = ByteBuffer.wrap((counter + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        draft,
        folder.resolve(identity + SUFFIX),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    last.put(identity, counter);
  }
}
