package org.healthhut.simulator.noise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.device.Model;
import org.healthhut.device.Model.Transport;
import org.healthhut.device.Stimulus;
import org.healthhut.simulator.device.VirtualModel;
import org.healthhut.simulator.device.catalogue.VirtualCatalogue;
import org.healthhut.simulator.meeting.Meeting;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One kind of noise on one model, until the driver has been given so many bytes. The same seed
 * gives the same bytes.
 *
 * <p>Bytes that no device sends are given to a driver nobody answers and, by turns, to one whose
 * device was in use and fell silent at any moment. Damaged frames are those of a virtual device in
 * use, its answers to the driver included; each use is met undamaged once, and then damaged several
 * times over.
 */
public final class NoiseRun {
  private static final int CHUNK_MAX = 64;
  private static final int SESSION_BYTES = 16_384;
  private static final int DAMAGED_USES = 8;
  private static final double[] SHARES = {1, 0.3, 0.05};

  /**
   * How many frames of one use in four are damaged at most, about: an oximeter sends 60 a second
   * and wants ten good seconds, which any larger share of them denies it.
   */
  private static final double FEW = 5;

  /** How many parts a frame comes in where a link hands over values or reports. */
  private static final int PARTS_MAX = 5;

  private static final int EXAMPLES_MAX = 3;
  private static final int EXAMPLE_PIECES = 8;

  /** The characters of text formats, for models whose own traffic nobody plays. */
  private static final Bytes CHARACTERS =
      Bytes.ascii("0123456789 ,,+-.:;=/STUGNOLWHkgcmbp\u0002\u0003\r\n\r\n");

  private static final int TRAFFIC_USES = 4;

  private final Model model;
  private final Noise noise;
  private final @Nullable VirtualModel virtual;
  private final VirtualModel silence;
  private final SplittableRandom random;
  private final List<String> examples = new ArrayList<>();
  private long bytes;
  private long damaged;
  private long readings;
  private long falseReadings;

  private NoiseRun(Model model, Noise noise, long seed) {
    this.model = model;
    this.noise = noise;
    this.virtual = VirtualCatalogue.find(model.id()).orElse(null);
    this.silence = Silence.insteadOf(model);
    this.random = new SplittableRandom(31 * seed + model.id().hashCode() + noise.key().hashCode());
  }

  /** The result, empty where frames are to be damaged and no virtual device sends any. */
  public static Optional<Tally> of(Model model, Noise noise, long bytes, long seed) {
    return new NoiseRun(model, noise, seed).run(bytes);
  }

  private Optional<Tally> run(long most) {
    var player = virtual;
    if (noise.damages()) {
      if (player == null) {
        return Optional.empty();
      }
      while (bytes < most) {
        damage(new Use(model, player, random.nextLong()));
      }
    } else {
      var characters = noise == Noise.RANDOM ? Bytes.EMPTY : characters();
      boolean alone = true;
      while (bytes < most) {
        alone = player == null || !alone;
        drown(
            alone || player == null ? null : new Use(model, player, random.nextLong()), characters);
      }
    }
    boolean checksum = player != null && player.hasChecksum();
    return Optional.of(
        new Tally(model, noise, checksum, bytes, damaged, readings, falseReadings, examples));
  }

  /** Bytes of the format's own traffic, each as often as it is in there. */
  private Bytes characters() {
    if (virtual == null) {
      return CHARACTERS;
    }
    var traffic = new ArrayList<Bytes>();
    for (int seed = 0; seed < TRAFFIC_USES; seed++) {
      var use = new Use(model, virtual, seed);
      var meeting = use.begin();
      use.play(meeting);
      traffic.addAll(meeting.received());
    }
    var all = new byte[traffic.stream().mapToInt(Bytes::length).sum()];
    int at = 0;
    for (var piece : traffic) {
      System.arraycopy(piece.toArray(), 0, all, at, piece.length());
      at += piece.length();
    }
    return at == 0 ? CHARACTERS : Bytes.copyOf(all);
  }

  /** A session of bytes that no device sends, at any moment of {@code use} or of none. */
  private void drown(@Nullable Use use, Bytes characters) {
    var lasts = Duration.ofMillis(random.nextLong(Use.LONGEST.toMillis()));
    var meeting = use == null ? new Meeting(model, silence, random.nextLong()) : use.begin();
    if (use != null) {
      use.play(meeting, lasts);
    }
    meeting.over(_ -> List.of());
    meeting.forget();
    var what = "%s, use %s for %s".formatted(noise, use == null ? "none" : use.seed(), lasts);
    var watch = new Watch(meeting, use, what);
    meeting.listen(watch::heard);
    meeting.ask(Stimulus.Request.MEASURE);
    var chunk = new byte[CHUNK_MAX];
    for (int given = 0; given < SESSION_BYTES; ) {
      int size = 1 + random.nextInt(CHUNK_MAX);
      fill(chunk, size, characters);
      meeting.hear(Bytes.copyOf(chunk, 0, size));
      given += size;
      bytes += size;
      switch (random.nextInt(16)) {
        case 0 -> meeting.pass(Duration.ofMillis(random.nextInt(5_000)));
        case 1 -> meeting.pass(Duration.ofMillis(250));
        default -> {}
      }
      if (given % 16 == 0) {
        meeting.forget();
      }
    }
    meeting.pass(Duration.ofSeconds(10));
  }

  private void fill(byte[] chunk, int size, Bytes characters) {
    if (characters.isEmpty()) {
      random.nextBytes(chunk);
    } else {
      for (int i = 0; i < size; i++) {
        chunk[i] = (byte) characters.u8(random.nextInt(characters.length()));
      }
    }
  }

  private void damage(Use use) {
    var truth = Truth.of(use);
    for (int i = 0; i < DAMAGED_USES; i++) {
      long seed = random.nextLong();
      double share = share(i, truth.frames());
      var wire = new SpoiledWire(noise, share, between(), hasParity(), new SplittableRandom(seed));
      var meeting = use.begin();
      meeting.over(wire);
      var watch =
          new Watch(
              meeting,
              truth,
              "%s, use %d, %.4f damaged by %d".formatted(noise, use.seed(), share, seed));
      meeting.events().forEach(event -> watch.heard(event, meeting.moment()));
      meeting.listen(watch::heard);
      use.play(meeting);
      bytes += meeting.heardBytes();
      damaged += wire.damaged();
    }
  }

  private static double share(int use, int frames) {
    int one = use % (SHARES.length + 1);
    return one < SHARES.length
        ? SHARES[one]
        : Math.min(SHARES[SHARES.length - 1], FEW / Math.max(1, frames));
  }

  /** A part of a frame that was damaged twice may well pass a checksum of eight bits. */
  private int between() {
    return model.transport() == Transport.SERIAL || noise == Noise.TORN ? 0 : PARTS_MAX;
  }

  /** Only of a line the note knows. */
  private boolean hasParity() {
    var line = model.line();
    return line != null && line.parity() != Parity.NONE;
  }

  /** Judges what a driver tells in one meeting. */
  private final class Watch {
    private final Meeting meeting;
    private final @Nullable Use use;
    private final String what;
    private @Nullable Truth truth;

    /** A use that is met undamaged once somebody has to know it; null for none. */
    Watch(Meeting meeting, @Nullable Use use, String what) {
      this.meeting = meeting;
      this.use = use;
      this.what = what;
    }

    Watch(Meeting meeting, Truth truth, String what) {
      this(meeting, (Use) null, what);
      this.truth = truth;
    }

    void heard(DeviceEvent event, Moment now) {
      if (!Truth.isReading(event)) {
        return;
      }
      readings++;
      var known = truth;
      if (known == null) {
        known = use == null ? Truth.nothing(model) : Truth.of(use);
        truth = known;
      }
      if (!known.holds(event)) {
        falseReadings++;
        if (examples.size() < EXAMPLES_MAX) {
          var pieces = meeting.received();
          var last = pieces.subList(Math.max(0, pieces.size() - EXAMPLE_PIECES), pieces.size());
          examples.add(
              "%s: at %s %s after %s"
                  .formatted(what, now.at(), event, last.stream().map(Bytes::hex).toList()));
        }
      }
    }
  }
}
