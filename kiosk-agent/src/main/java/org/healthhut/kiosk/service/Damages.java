package org.healthhut.kiosk.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.healthhut.kiosk.command.ForcedFile;
import org.healthhut.kiosk.outbox.Recovery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What starts have found damaged among the records, until a technician has seen it. A torn end and
 * a new disk are no damage. Read from any thread; never waits for the disk.
 */
public final class Damages {
  private static final Logger log = LoggerFactory.getLogger(Damages.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /** Segments that are broken where they are, and are found so again at each start. */
  private final int broken;

  private final @Nullable Found now;
  private volatile @Nullable Found unseen;

  /**
   * What was found, at one start or at several.
   *
   * @param at the first of these starts
   * @param segments of the journal that are damaged
   * @param lost records that could not be read any more
   * @param setAside segments that were moved out of the way
   * @param indexRebuilt the index was set aside and made anew
   * @param newEpoch a new numbering has begun, since nothing told the old one
   */
  public record Found(
      Instant at, int segments, int lost, int setAside, boolean indexRebuilt, boolean newEpoch) {
    private Found and(Found later) {
      return new Found(
          at,
          segments + later.segments,
          lost + later.lost,
          setAside + later.setAside,
          indexRebuilt || later.indexRebuilt,
          newEpoch || later.newEpoch);
    }

    private boolean isNothing() {
      return segments + lost + setAside == 0 && !indexRebuilt && !newEpoch;
    }

    /** As an event tells it. */
    public Map<String, String> details() {
      return new TreeMap<>(
          Map.of(
              "segmentsDamaged", "" + segments,
              "recordsLost", "" + lost,
              "setAside", "" + setAside,
              "indexRebuilt", "" + indexRebuilt,
              "newEpoch", "" + newEpoch));
    }
  }

  private record Kept(int broken, @Nullable Found unseen) {}

  private Damages(Path file, int broken, @Nullable Found now, @Nullable Found unseen) {
    this.file = file;
    this.broken = broken;
    this.now = now;
    this.unseen = unseen;
  }

  /** Adds what this start has found to what nobody has seen yet. */
  public static Damages in(Path data, Recovery recovery, Instant at) {
    var file = data.resolve("service").resolve("damage.json");
    var before = read(file);
    var found =
        new Found(
            at,
            Math.max(0, recovery.brokenSegments() - before.broken()) + recovery.setAside(),
            recovery.lost(),
            recovery.setAside(),
            recovery.indexRebuilt(),
            recovery.lostEpoch());
    var now = found.isNothing() ? null : found;
    var earlier = before.unseen();
    var unseen = now == null ? earlier : earlier == null ? now : earlier.and(now);
    var damages = new Damages(file, recovery.brokenSegments(), now, unseen);
    if (now != null || recovery.brokenSegments() != before.broken()) {
      try {
        damages.write(unseen);
      } catch (IOException e) {
        // Told all the same, as long as this agent runs.
        log.atWarn().setCause(e).log("damage.notKept");
      }
    }
    return damages;
  }

  /** What this start has found; empty when all was well. */
  public Optional<Found> found() {
    return Optional.ofNullable(now);
  }

  /** What no technician has seen yet. */
  public Optional<Found> unseen() {
    return Optional.ofNullable(unseen);
  }

  /** A technician has seen it; when this throws, nobody has. */
  void seen() throws IOException {
    write(null);
    unseen = null;
  }

  private static Kept read(Path file) {
    var nothing = new Kept(0, null);
    try {
      var root = JSON.readTree(Files.readString(file));
      var of = root.get("unseen");
      return new Kept(root.path("broken").asInt(), of == null ? null : found(of));
    } catch (NoSuchFileException _) {
      return nothing;
    } catch (IOException | DateTimeException e) {
      log.atWarn().setCause(e).log("damage.notRead");
      return nothing;
    }
  }

  private static Found found(JsonNode of) {
    return new Found(
        Instant.parse(of.path("at").asText()),
        of.path("segments").asInt(),
        of.path("lost").asInt(),
        of.path("setAside").asInt(),
        of.path("indexRebuilt").asBoolean(),
        of.path("newEpoch").asBoolean());
  }

  private void write(@Nullable Found of) throws IOException {
    var root = JSON.createObjectNode().put("broken", broken);
    if (of != null) {
      root.putObject("unseen")
          .put("at", of.at().toString())
          .put("segments", of.segments())
          .put("lost", of.lost())
          .put("setAside", of.setAside())
          .put("indexRebuilt", of.indexRebuilt())
          .put("newEpoch", of.newEpoch());
    }
    try {
      ForcedFile.write(file, JSON.writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts did not become JSON", e);
    }
  }
}
