package org.healthhut.kiosk.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the machine under the kiosk tells of itself; empty where it does not. */
public interface Machine {
  /** Tells nothing. */
  Machine SILENT = new Machine() {};

  /** What share of the partition that {@code folder} is on is taken, 0 to 1. */
  default Optional<Double> diskUsed(Path folder) {
    return Optional.empty();
  }

  /**
   * Writes 4 KiB into {@code folder}, forces them and deletes them.
   *
   * @throws IOException when the disk did not take them
   */
  default void write(Path folder) throws IOException {}

  /** The memory this process has, in bytes. */
  default Optional<Long> resident() {
    return Optional.empty();
  }

  /** How warm the processor is. */
  default Optional<Double> celsius() {
    return Optional.empty();
  }

  /** The bits of a Raspberry Pi's {@code get_throttled}. */
  default Optional<Integer> throttled() {
    return Optional.empty();
  }
}
