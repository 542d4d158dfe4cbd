package org.healthhut.simulator.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What a worn card does to a file of a kiosk's store between two starts. */
enum Damage {
  JOURNAL_HEADER_FLIPPED,
  JOURNAL_RECORD_FLIPPED,
  JOURNAL_PAGE_ZEROED,
  JOURNAL_CUT,
  INDEX_HEADER_ZEROED,
  INDEX_BYTE_FLIPPED,
  INDEX_PAGE_ZEROED,
  INDEX_CUT,

  /** The one that can cost records: what one of the two has lost the other does not have either. */
  JOURNAL_PAGE_AND_INDEX_HEADER_ZEROED;

  private static final int PAGE = 4096;

  /** The first frame of a segment is shorter, and some of the records lie before it ends. */
  private static final int HEADER = 400;

  /** How many bytes at the front are looked at as header: length, checksum, number, version. */
  private static final int HEADER_FRONT = 60;

  boolean mayLose() {
    return this == JOURNAL_PAGE_AND_INDEX_HEADER_ZEROED;
  }

  /** Does it to the store in {@code data}, and says what it did. */
  String to(Path data, RandomGenerator random) throws IOException {
    var journal = journal(data);
    var index = data.resolve("index").resolve("outbox.mv.db");
    return switch (this) {
      case JOURNAL_HEADER_FLIPPED -> flip(journal, 0, HEADER_FRONT, random);
      case JOURNAL_RECORD_FLIPPED -> flip(journal, HEADER, Files.size(journal), random);
      case JOURNAL_PAGE_ZEROED -> zero(journal, HEADER, random);
      case JOURNAL_CUT -> cut(journal, HEADER, random);
      case INDEX_HEADER_ZEROED -> zero(index, 0, 2 * PAGE);
      case INDEX_BYTE_FLIPPED -> flip(index, 0, Files.size(index), random);
      case INDEX_PAGE_ZEROED -> zero(index, 2 * PAGE, random);
      case INDEX_CUT -> cut(index, PAGE, random);
      case JOURNAL_PAGE_AND_INDEX_HEADER_ZEROED ->
          zero(journal, HEADER, random) + ", " + zero(index, 0, 2 * PAGE);
    };
  }

  /** The largest segment: the one that was written. */
  private static Path journal(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("journal"))) {
      var segments =
          files.filter(file -> file.getFileName().toString().endsWith(".journal")).toList();
      var largest = segments.getFirst();
      for (var segment : segments) {
        largest = Files.size(segment) > Files.size(largest) ? segment : largest;
      }
      return largest;
    }
  }

  private static String flip(Path file, long from, long to, RandomGenerator random)
      throws IOException {
    long at = random.nextLong(from, to);
    try (var channel = open(file)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ (1 << random.nextInt(8))));
      channel.write(one.rewind(), at);
    }
    return file.getFileName() + " flipped at " + at;
  }

  private static String zero(Path file, long from, RandomGenerator random) throws IOException {
    return zero(file, random.nextLong(from, Math.max(from + 1, Files.size(file) - PAGE)), PAGE);
  }

  private static String zero(Path file, long at, int bytes) throws IOException {
    int there = (int) Math.min(bytes, Files.size(file) - at);
    try (var channel = open(file)) {
      channel.write(ByteBuffer.allocate(there), at);
    }
    return file.getFileName() + " zeroed at " + at;
  }

  private static String cut(Path file, long from, RandomGenerator random) throws IOException {
    long at = random.nextLong(from, Files.size(file));
    try (var channel = open(file)) {
      channel.truncate(at);
    }
    return file.getFileName() + " cut at " + at;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
