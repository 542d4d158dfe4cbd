package org.healthhut.device.omron;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthhut.bytes.Bytes;

/** How records begin that the monitors can be set to (omron-hbp.md, introduction and records). */
enum Layout {
  FORMAT_1("format 1", "MMBP203N.*"),
  ID("the ID format", "ID.{0,40}B.*"),
  FORMAT_5("format 5", "\\d{4}(,\\d\\d){4},.*"),
  COMMA("the comma record", "bp,.*"),
  LEGACY("the legacy record", "\\x02 \\d{6} \\d{4} .*");

  private final String title;
  private final Pattern beginning;

  Layout(String title, String beginning) {
    this.title = title;
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
  }

  String title() {
    return title;
  }

  /** The layout {@code bytes} begin like. */
  static Optional<Layout> of(Bytes bytes) {
    var text = bytes.latin1();
    return Arrays.stream(values())
        .filter(layout -> layout.beginning.matcher(text).matches())
        .findFirst();
  }
}
