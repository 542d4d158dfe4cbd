package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A machine that runs Linux.
 *
 * @param root where {@code proc} and {@code sys} are
 */
public record LinuxMachine(Path root) implements Machine {
  private static final int WRITE_BYTES = 4096;

  /** proc(5): the resident set, in kB. */
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
  private static final Pattern HEX = Pattern.compile("(?:0x)?([0-9a-fA-F]{1,7})");

  @Override
  public Optional<Double> diskUsed(Path folder) {
    try {
      var store = Files.getFileStore(folder);
      double size = store.getTotalSpace();
      return size > 0 ? Optional.of(1 - store.getUsableSpace() / size) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public void write(Path folder) throws IOException {
    var file = folder.resolve("write-test");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      var bytes = ByteBuffer.allocate(WRITE_BYTES);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  @Override
  public Optional<Long> resident() {
    return text("proc/self/status")
        .map(RESIDENT::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> Long.parseLong(matcher.group(1)) * 1024);
  }

  /** Kernel: thousandths of a degree. */
  @Override
  public Optional<Double> celsius() {
    return text("sys/class/thermal/thermal_zone0/temp")
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> Integer.parseInt(text) / 1000.0);
  }

  /** Raspberry Pi's firmware driver: hexadecimal digits. */
  @Override
  public Optional<Integer> throttled() {
    return text("sys/devices/platform/soc/soc:firmware/get_throttled")
        .map(HEX::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> Integer.parseInt(matcher.group(1), 16));
  }

  private Optional<String> text(String file) {
    try {
      return Optional.of(Files.readString(root.resolve(file)).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
