package org.healthhut.device.vector;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.Model;
import org.healthhut.device.Stimulus;
import org.healthhut.device.catalogue.Catalogue;

/**
 * One file of {@code vectors/<model>}: a scene of bytes given, of silences ({@code pause}) and of
 * what a person asked, then the bytes in question, and the events and writes they must lead to,
 * silence at the end included.
 */
public record Vector(
    Model model,
    String name,
    List<Stimulus> scene,
    Bytes bytes,
    Bytes writes,
    List<String> events) {

  public static List<Vector> all() throws IOException, URISyntaxException {
    var vectors = new ArrayList<Vector>();
    for (var model : Catalogue.models()) {
      vectors.addAll(of(model));
    }
    return vectors;
  }

  public static List<Vector> of(Model model) throws IOException, URISyntaxException {
    var folder =
        Path.of(Objects.requireNonNull(Vector.class.getResource("/vectors/" + model.id())).toURI());
    var vectors = new ArrayList<Vector>();
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        vectors.add(read(model, file));
      }
    }
    return vectors;
  }

  private static Vector read(Model model, Path file) throws IOException {
    var scene = new ArrayList<Stimulus>();
    var bytes = Bytes.EMPTY;
    var writes = Bytes.EMPTY;
    var events = new ArrayList<String>();
    for (var line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      var word = line.substring(0, Math.min(7, line.length())).strip();
      var value = line.substring(Math.min(7, line.length())).strip();
      switch (word) {
        case "given" -> scene.add(new Stimulus.Received(Bytes.hex(value)));
        case "pause" -> scene.add(new Stimulus.Quiet());
        case "asked" -> scene.add(new Stimulus.Asked(Stimulus.Request.valueOf(value)));
        case "bytes" -> bytes = bytes.plus(Bytes.hex(value));
        case "writes" -> writes = writes.plus(Bytes.hex(value));
        case "event" -> events.add(value);
        default -> throw new IllegalArgumentException(file + ": " + line);
      }
    }
    return new Vector(model, file.getFileName().toString(), scene, bytes, writes, events);
  }

  /** A conversation in which the scene is set and nothing has been said about it. */
  public Conversation begun() {
    var conversation = new Conversation(model.newDriver().get());
    scene.forEach(conversation::tell);
    conversation.quiet();
    conversation.forget();
    return conversation;
  }

  @Override
  public String toString() {
    return model.id() + "/" + name;
  }
}
