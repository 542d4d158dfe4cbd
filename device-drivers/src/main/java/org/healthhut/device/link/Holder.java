package org.healthhut.device.link;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that has a device open. Two readers of one line each get a part of the bytes, and not
 * everybody locks the ports they use: a login console on a serial port does not.
 *
 * @param program its name, as {@code agetty}
 */
record Holder(long process, String program) {
  /** Enough to name the culprit. */
  private static final int HOLDERS_MAX = 4;

  /**
   * Who else has {@code device} open, as far as this account may see; another account's programs
   * are seen by root alone.
   *
   * @param proc usually {@code /proc}
   * @param own the process that does not count
   */
  static List<Holder> of(Path device, Path proc, long own) {
    var holders = new ArrayList<Holder>();
    try {
      var real = device.toRealPath();
      try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
        for (var process : processes) {
          long number = number(process);
          if (number != own && holders.size() < HOLDERS_MAX && holds(process, real)) {
            holders.add(new Holder(number, program(process)));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // Without /proc nobody can be named; opening will tell whether the port is free.
    }
    return holders;
  }

  private static long number(Path process) {
    try {
      return Long.parseLong(process.getFileName().toString());
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static boolean holds(Path process, Path device) {
    try (var open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var descriptor : open) {
        if (Files.readSymbolicLink(descriptor).equals(device)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // It has ended, or is none of this account's business.
    }
    return false;
  }

  private static String program(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException _) {
      return "?";
    }
  }
}
