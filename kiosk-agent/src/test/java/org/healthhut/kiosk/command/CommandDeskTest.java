package org.healthhut.kiosk.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.healthhut.vital.ClockTrust;
import org.healthhut.vital.Moment;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandKeys;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.DistrictKey;
import org.healthhut.wire.DistrictKeys;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final KioskId HUT = new KioskId("hut-1");
  private static final CommandSigner SIGNER = CommandSigner.parse(CommandSigner.generate("c1"));
  private static final CommandKeys KEYS = CommandKeys.parse(SIGNER.publicKeys());

  @TempDir Path data = Path.of("");

  private Moment now = new Moment(NOW, ClockTrust.SYNCHRONIZED, Duration.ofMinutes(3));
  private final List<String> answers = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private boolean cut;
  private boolean full;

  private final CommandDesk.Hands hands =
      new CommandDesk.Hands() {
        @Override
        public void publishState() {
          done.add("state");
        }

        @Override
        public void restart() {
          done.add("restart");
        }

        @Override
        public void useDistrictKey(String jwk) throws IOException {
          if (cut) {
            throw new IOException("the power is gone");
          }
          done.add("key");
        }

        @Override
        public Optional<String> configure(String text) {
          done.add("configuration");
          return text.contains("good") ? Optional.empty() : Optional.of("kiosk.yaml:1: no");
        }
      };

  /** A start of the agent: what is remembered is on the disk alone. */
  private CommandDesk desk() {
    return new CommandDesk(HUT, KEYS, Remembered.in(data), () -> now, this::append, hands);
  }

  private CompletableFuture<Long> append(Entry entry) {
    if (full) {
      return CompletableFuture.failedFuture(new IOException("the disk is full"));
    }
    if (entry instanceof Entry.KioskEvent(var _, var kind, var details)) {
      answers.add(kind + " " + new TreeMap<>(details));
    }
    return CompletableFuture.completedFuture(1L);
  }

  private static String signed(long number, Command command) {
    return SIGNER.sign(
        new Order(HUT, number, NOW.minusSeconds(60), NOW.plusSeconds(3600), command));
  }

  @Test
  void carriesOutEachNumberOnceAndAnswersIt() throws InterruptedException {
    desk().take(signed(5, new Command.PublishState()));
    assertEquals(List.of("state"), done);
    assertEquals(List.of("command.done {kind=publishState, number=5}"), answers);
    desk().take(signed(5, new Command.PublishState()));
    assertEquals(1, done.size(), "sent again before the answer was read");
    assertEquals(1, answers.size());
    desk().take(signed(4, new Command.PublishState()));
    assertEquals(1, done.size(), "replayed, after a restart");
    assertEquals(
        "command.refused {number=4, reason=replayed: a later number was begun before}",
        answers.getLast());
    desk().take(signed(6, new Command.Configure("bad")));
    assertEquals(
        "command.refused {number=6, reason=the configuration cannot be used: kiosk.yaml:1: no}",
        answers.getLast());
    desk().take(signed(7, new Command.Configure("good")));
    assertEquals("command.done {kind=configure, number=7}", answers.getLast());
  }

  @Test
  void refusesWhatIsNotForItOrNotSigned() throws InterruptedException {
    var desk = desk();
    var other = new Order(new KioskId("hut-2"), 9, NOW, NOW.plusSeconds(9), new Command.Restart());
    desk.take(SIGNER.sign(other));
    assertEquals("command.refused {number=9, reason=for another kiosk}", answers.getLast());
    var stranger = CommandSigner.parse(CommandSigner.generate("c9"));
    var good = new Order(HUT, 10, NOW, NOW.plusSeconds(9), new Command.Restart());
    for (int i = 0; i < 50; i++) {
      desk.take(stranger.sign(good));
      desk.take("noise");
    }
    assertEquals(3, answers.size(), "forgeries fill no disk");
    assertTrue(answers.contains("command.refused {reason=signed with an unknown key}"));
    now = new Moment(now.at(), now.clock(), now.uptime().plus(Duration.ofHours(2)));
    desk.take("noise");
    assertEquals(4, answers.size());
    assertEquals(List.of(), done);
    desk.take(signed(1, new Command.PublishState()));
    assertEquals(List.of("state"), done, "what was refused has used up no number");
  }

  @Test
  void timeCountsOnlyForAKioskThatKnowsIt() throws InterruptedException {
    now = new Moment(NOW.plusSeconds(3600), ClockTrust.SYNCHRONIZED, now.uptime());
    desk().take(signed(1, new Command.PublishState()));
    assertEquals("command.refused {number=1, reason=expired}", answers.getLast());
    now = new Moment(NOW.minusSeconds(3600), ClockTrust.SYNCHRONIZED, now.uptime());
    desk().take(signed(2, new Command.PublishState()));
    assertEquals("command.refused {number=2, reason=issued in the future}", answers.getLast());
    for (var at : List.of(Instant.EPOCH, Instant.parse("2060-01-01T00:00:00Z"))) {
      now = new Moment(at, ClockTrust.UNSYNCHRONIZED, now.uptime());
      desk().take(signed(3 + done.size(), new Command.PublishState()));
    }
    assertEquals(List.of("state", "state"), done);
  }

  @Test
  void aCutBetweenBeginningAndAnsweringLosesNoCommandAndLetsNoOldOneIn() throws Exception {
    var key = DistrictKeys.parse(DistrictKeys.generate("d2")).publicKey("d2");
    cut = true;
    desk().take(signed(8, new Command.UseDistrictKey(key)));
    assertEquals(List.of(), answers);
    assertEquals("8 useDistrictKey begun\n", Files.readString(data.resolve("commands/last")));
    cut = false;
    desk().take(signed(7, new Command.PublishState()));
    assertEquals(List.of(), done, "older than what was begun");
    full = true;
    desk().take(signed(8, new Command.UseDistrictKey(key)));
    full = false;
    desk().take(signed(8, new Command.UseDistrictKey(key)));
    assertEquals(List.of("key", "key"), done);
    assertEquals("command.done {kind=useDistrictKey, number=8}", answers.getLast());
    desk().take(signed(8, new Command.UseDistrictKey(key)));
    assertEquals(2, done.size());
  }

  @Test
  void aRestartIsAnsweredByTheStartThatFollows() throws InterruptedException {
    desk().take(signed(3, new Command.Restart()));
    assertEquals(List.of("restart"), done);
    assertEquals(List.of(), answers);
    desk().answerRestart();
    assertEquals(List.of("command.done {kind=restart, number=3}"), answers);
    desk().answerRestart();
    desk().take(signed(3, new Command.Restart()));
    assertEquals(List.of("restart"), done, "it does not start again for ever");
    assertEquals(1, answers.size());
  }

  @Test
  void aRestartThatCannotBeAnsweredIsCarriedOutOnce() throws InterruptedException {
    full = true;
    desk().take(signed(3, new Command.Restart()));
    for (int start = 0; start < 3; start++) {
      var desk = desk();
      desk.answerRestart();
      desk.take(signed(3, new Command.Restart()));
    }
    assertEquals(List.of("restart"), done, "a disk that takes nothing is no reason to go on");
    assertEquals(List.of(), answers);
    full = false;
    var desk = desk();
    desk.take(signed(3, new Command.Restart()));
    desk.take(signed(3, new Command.Restart()));
    assertEquals(List.of("command.done {kind=restart, number=3}"), answers, "as soon as it can");
    assertEquals(List.of("restart"), done);
  }

  @Test
  void aRestartIsAnsweredBeforeALaterCommandTakesItsPlace() throws InterruptedException {
    full = true;
    desk().take(signed(3, new Command.Restart()));
    var desk = desk();
    desk.answerRestart();
    full = false;
    desk.take(signed(4, new Command.PublishState()));
    assertEquals(
        List.of(
            "command.done {kind=restart, number=3}", "command.done {kind=publishState, number=4}"),
        answers);
  }

  @Test
  void aRestartIsNotAnsweredByTheStartThatItEnds() throws InterruptedException {
    var ending = desk();
    ending.take(signed(3, new Command.Restart()));
    ending.take(signed(3, new Command.Restart()));
    ending.answerRestart();
    assertEquals(List.of("restart"), done);
    assertEquals(List.of(), answers);
  }

  @Test
  void whoCannotRememberCarriesNothingOut() throws Exception {
    Files.createDirectories(data.resolve("commands"));
    Files.writeString(data.resolve("commands/last"), "rubbish");
    desk().take(signed(3, new Command.PublishState()));
    assertEquals(List.of(), done);
  }

  @Test
  void aKeyThatCameByCommandGoesBeforeTheConfiguredOne() throws IOException {
    var keys = DistrictKeys.parse(DistrictKeys.generate("d1"));
    var configured = DistrictKey.parse(keys.publicKey("d1"));
    var next = DistrictKeys.parse(DistrictKeys.generate("d2")).publicKey("d2");
    var kept = KeptDistrictKey.in(data);
    assertEquals("d1", kept.over(configured).keyId());
    kept.keep(configured, next);
    assertEquals("d2", kept.over(configured).keyId());
    var third = DistrictKey.parse(DistrictKeys.parse(DistrictKeys.generate("d3")).publicKey("d3"));
    assertEquals("d3", kept.over(third).keyId(), "configured later");
    Files.writeString(data.resolve("commands/district-key"), "d1\n{}\n");
    assertThrows(IOException.class, () -> kept.over(configured));
  }
}
