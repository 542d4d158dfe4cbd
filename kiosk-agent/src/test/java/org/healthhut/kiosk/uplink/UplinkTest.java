package org.healthhut.kiosk.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.healthhut.kiosk.outbox.Outbox.Standing;
import org.healthhut.kiosk.uplink.Uplink.Effect;
import org.healthhut.kiosk.uplink.Uplink.Input;
import org.healthhut.wire.Ack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UplinkTest {
  private static final UplinkSettings SETTINGS = UplinkSettings.usual().withWindow(2, 300);

  private Standing standing = new Standing("e", 0, 0);
  private Duration uptime = Duration.ZERO;
  private final Uplink uplink = new Uplink(SETTINGS, new Random(1), standing);

  private List<Effect> step(Input input) {
    return uplink.step(input, standing, uptime);
  }

  private List<Effect> ack(long through, @Nullable Long resendFrom) {
    return step(new Input.Acked(new Ack("e", through, resendFrom, List.of())));
  }

  /** The answer to {@code boot}'s batch. */
  private List<Effect> answer(String boot, long first, long last, long through, long... taken) {
    var refused =
        LongStream.of(taken)
            .mapToObj(seq -> new Ack.Refusal(seq, Ack.Refusal.NUMBER_TAKEN))
            .toList();
    var answered = new Ack.Answered(boot, first, last);
    return step(new Input.Acked(new Ack("e", through, null, refused, answered)));
  }

  private List<Effect> captured(long captured) {
    standing = new Standing("e", captured, standing.acknowledged());
    return uplink.state() == LinkState.OFFLINE ? List.of() : step(new Input.Woken());
  }

  private List<Effect> after(Duration passed) {
    uptime = uptime.plus(passed);
    return step(new Input.Woken());
  }

  private List<Effect> connect() {
    uptime = uptime.plus(Duration.ofMinutes(5));
    assertEquals(List.of(new Effect.Connect()), step(new Input.Woken()));
    return step(new Input.Connected(SETTINGS));
  }

  @Test
  void sendsWhatIsThereAsFarAsTheWindowGoes() {
    captured(1000);
    assertEquals(List.of(new Effect.Publish(0, 256)), connect());
    assertEquals(LinkState.DRAINING, uplink.state());
    assertEquals(List.of(new Effect.Publish(200, 100)), step(new Input.Published("b", 1, 200)));
    assertEquals(List.of(), step(new Input.Published("b", 201, 300)), "300 records");
    assertEquals(
        List.of(new Effect.Acknowledge(200), new Effect.Publish(300, 200)), ack(200, null));
    assertEquals(List.of(), step(new Input.Published("b", 301, 310)), "two batches");
  }

  @Test
  void sendsANewRecordAtOnceAndIsLiveWhenAllIsAcknowledged() {
    assertEquals(List.of(), connect());
    assertEquals(LinkState.LIVE, uplink.state());
    assertEquals(Optional.empty(), uplink.wakeAt());
    assertEquals(List.of(new Effect.Publish(0, 256)), captured(1));
    step(new Input.Published("b", 1, 1));
    assertEquals(List.of(new Effect.Acknowledge(1)), ack(1, null));
    assertEquals(LinkState.LIVE, uplink.state());
  }

  @Test
  void goesBackOnceToAGapHoweverOftenItIsAskedTo() {
    captured(30);
    connect();
    step(new Input.Published("b", 1, 10));
    step(new Input.Published("b", 11, 20));
    assertEquals(List.of(new Effect.Publish(0, 256)), ack(0, 1L));
    step(new Input.Published("b", 1, 10));
    assertEquals(List.of(new Effect.Publish(10, 256)), ack(0, 1L), "asked again");
    assertEquals(List.of(new Effect.Acknowledge(20), new Effect.Publish(20, 256)), ack(20, null));
  }

  @Test
  void sendsAgainWithoutAnAnswerAndThenConnectsAnew() {
    captured(10);
    connect();
    step(new Input.Published("b", 1, 10));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), after(Duration.ofMillis(14_999)));
      assertEquals(List.of(new Effect.Publish(0, 256)), after(Duration.ofMillis(1)));
      step(new Input.Published("b", 1, 10));
    }
    assertEquals(
        List.of(new Effect.Disconnect("the district has stopped acknowledging")),
        after(Duration.ofSeconds(15)));
    assertEquals(LinkState.OFFLINE, uplink.state());
    assertEquals(0, uplink.batchesInFlight());
  }

  @Test
  void sendsAgainWhatARestoredDistrictLacks() {
    standing = new Standing("e", 1000, 0);
    connect();
    step(new Input.Published("b", 1, 100));
    ack(100, null);
    assertEquals(
        List.of(new Effect.Unacknowledge(1), new Effect.Publish(0, 256)), ack(0, 1L), "restored");
    step(new Input.Published("b", 1, 100));
    assertEquals(
        List.of(new Effect.Acknowledge(100), new Effect.Publish(100, 256)), ack(100, null));
  }

  @Test
  void goesOnPastAGapThatNobodyCanFillAndSaysItOnce() {
    standing = new Standing("e", 1000, 0);
    connect();
    step(new Input.Published("b", 1, 100));
    ack(100, null);
    ack(0, 1L);
    assertEquals(
        List.of(new Effect.Report(Uplink.Oddity.GAP_UNFILLABLE, 1), new Effect.Publish(150, 200)),
        step(new Input.Published("b", 51, 150)));
    long sent = 150;
    for (int i = 0; sent < 1000; i++) {
      assertTrue(i < 100, "is not blocked");
      long last = Math.min(1000, sent + 100);
      var effects = step(new Input.Published("b", sent + 1, last));
      assertTrue(uplink.batchesInFlight() <= 2, "a bounded window");
      assertTrue(effects.stream().noneMatch(Effect.Report.class::isInstance), "said once");
      sent = last;
      ack(0, 1L);
    }
    ack(0, 1L);
    assertEquals(0, uplink.batchesInFlight());
    assertEquals(List.of(new Effect.Publish(1000, 256)), captured(1001), "nor later");
    step(new Input.Published("b", 1001, 1001));
    assertEquals(List.of(new Effect.Acknowledge(1001)), ack(1001, null), "closed by an operator");
    assertEquals(LinkState.LIVE, uplink.state());
  }

  @Test
  void passesOverStaleDoubledAndForeignAcknowledgements() {
    captured(20);
    connect();
    step(new Input.Published("b", 1, 20));
    ack(15, null);
    assertEquals(List.of(), ack(15, null));
    assertEquals(List.of(), ack(7, null), "late");
    assertEquals(
        List.of(new Effect.Report(Uplink.Oddity.FOREIGN_EPOCH, 20)),
        step(new Input.Acked(new Ack("other", 20, null, List.of()))));
    assertEquals(1, uplink.batchesInFlight());
  }

  @Test
  void endsANumberingThatSomebodyElseUsesOnceEverythingIsAnswered() {
    captured(30);
    connect();
    step(new Input.Published("b", 1, 20));
    step(new Input.Published("b", 21, 30));
    assertEquals(
        List.of(new Effect.Report(Uplink.Oddity.BEYOND_CAPTURED, 500), new Effect.Acknowledge(20)),
        ack(500, null));
    assertEquals(
        List.of(
            new Effect.Report(Uplink.Oddity.NUMBER_TAKEN, 30),
            new Effect.Report(Uplink.Oddity.BEYOND_CAPTURED, 500),
            new Effect.Acknowledge(30),
            new Effect.Renumber(Set.of(30L))),
        step(
            new Input.Acked(
                new Ack(
                    "e",
                    500,
                    null,
                    List.of(
                        new Ack.Refusal(30, Ack.Refusal.NUMBER_TAKEN),
                        new Ack.Refusal(29, "the seal does not open"))))));
    standing = new Standing("e2", 2, 0);
    assertEquals(List.of(new Effect.Publish(0, 256)), step(new Input.Woken()));
    step(new Input.Published("b", 1, 2));
    assertEquals(
        List.of(new Effect.Report(Uplink.Oddity.FOREIGN_EPOCH, 500)), ack(500, null), "late");
    assertEquals(
        List.of(new Effect.Acknowledge(2)),
        step(new Input.Acked(new Ack("e2", 2, null, List.of()))));
    assertEquals(LinkState.LIVE, uplink.state());
  }

  @Test
  void takesNoAnswerToABatchOfAnotherForItsOwn() {
    captured(20);
    connect();
    step(new Input.Published("b", 1, 10));
    step(new Input.Published("c", 11, 20));
    assertEquals(List.of(), answer("other", 1, 20, 20), "of another kiosk, or an earlier start");
    assertEquals(List.of(), answer("b", 11, 20, 20), "numbers that this boot gave elsewhere");
    assertEquals(List.of(), answer("other", 1, 20, 20, 4), "its refusals are the other one's");
    assertEquals(List.of(), answer("b", 5, 15, 20), "a part");
    assertEquals(List.of(new Effect.Acknowledge(10)), answer("b", 1, 4, 20), "and the rest");
    assertEquals(List.of(new Effect.Acknowledge(20)), answer("c", 11, 20, 20));
    assertEquals(LinkState.LIVE, uplink.state());
  }

  @Test
  void isNotLedPastABatchThatNobodyAnswered() {
    captured(30);
    connect();
    step(new Input.Published("b", 1, 10));
    step(new Input.Published("b", 11, 20));
    assertEquals(List.of(), answer("b", 11, 20, 20), "the first is lost");
    assertEquals(List.of(new Effect.Publish(0, 256)), after(SETTINGS.ackLimit()), "again");
    step(new Input.Published("b", 1, 30));
    assertEquals(List.of(new Effect.Acknowledge(10)), answer("b", 1, 10, 20).subList(0, 1), "late");
    assertEquals(List.of(new Effect.Acknowledge(30)), answer("b", 1, 30, 30));
  }

  @Test
  void countsAnswersInAnyOrder() {
    captured(20);
    connect();
    step(new Input.Published("b", 1, 10));
    step(new Input.Published("b", 11, 20));
    assertEquals(List.of(), answer("b", 11, 20, 20));
    assertEquals(List.of(new Effect.Acknowledge(20)), answer("b", 1, 10, 10));
    assertEquals(List.of(), answer("b", 1, 10, 10), "doubled");
  }

  @Test
  void renumbersWhatOfItsOwnWasTakenAndNothingElse() {
    captured(10);
    connect();
    step(new Input.Published("b", 1, 10));
    assertEquals(
        List.of(new Effect.Report(Uplink.Oddity.BEYOND_CAPTURED, 40)),
        answer("other", 3, 40, 40, 3, 4, 5));
    assertEquals(
        List.of(
            new Effect.Report(Uplink.Oddity.NUMBER_TAKEN, 7),
            new Effect.Report(Uplink.Oddity.BEYOND_CAPTURED, 40),
            new Effect.Acknowledge(10),
            new Effect.Renumber(Set.of(7L))),
        answer("b", 1, 10, 40, 7));
  }

  @Test
  void asksAgainForAnotherNumberingWhenARecordCameBetween() {
    captured(1);
    connect();
    step(new Input.Published("b", 1, 1));
    assertTrue(ack(500, null).contains(new Effect.Renumber(Set.of())));
    assertEquals(List.of(), ack(500, null), "said once");
    assertEquals(List.of(new Effect.Publish(1, 256)), captured(2));
    step(new Input.Published("b", 2, 2));
    assertTrue(ack(500, null).contains(new Effect.Renumber(Set.of())));
  }

  @Test
  void waitsLongerAfterEachFailureAndFromAnewAfterAStableMinute() {
    var ceilings = new ArrayList<Long>();
    for (int failure = 0; failure < 12; failure++) {
      long longest = 0;
      for (int seed = 0; seed < 60; seed++) {
        var tried = new Uplink(SETTINGS, new Random(seed), standing);
        tried.step(new Input.Woken(), standing, Duration.ZERO);
        var now = Duration.ZERO;
        for (int i = 0; i < failure; i++) {
          tried.step(new Input.ConnectFailed(), standing, now);
          now = tried.wakeAt().orElseThrow();
          tried.step(new Input.Woken(), standing, now);
        }
        tried.step(new Input.ConnectFailed(), standing, now);
        if (tried.state() == LinkState.OFFLINE) {
          longest = Math.max(longest, tried.wakeAt().orElseThrow().minus(now).toMillis());
        }
      }
      ceilings.add(longest);
    }
    for (int failure = 0; failure < 12; failure++) {
      long ceiling = Math.min(300_000, 1000L << failure);
      assertTrue(ceilings.get(failure) <= ceiling, "failure " + failure + ": " + ceilings);
      assertTrue(ceilings.get(failure) > ceiling / 2, "failure " + failure + ": " + ceilings);
    }
    for (int i = 0; i < 10; i++) {
      connect();
      step(new Input.Lost());
    }
    connect();
    uptime = uptime.plus(Duration.ofMinutes(1));
    step(new Input.Lost());
    assertTrue(uplink.wakeAt().orElseThrow().minus(uptime).compareTo(Duration.ofSeconds(1)) <= 0);
  }

  @Test
  void givesUpAnAttemptThatTakesTooLong() {
    uptime = Duration.ofMinutes(1);
    step(new Input.Woken());
    assertEquals(LinkState.CONNECTING, uplink.state());
    assertEquals(
        List.of(new Effect.Disconnect("no connection within PT20S")),
        after(Duration.ofSeconds(20)).subList(0, 1));
    assertEquals(LinkState.OFFLINE, uplink.state());
  }

  @Test
  void doesNotWaitWhenAnAttemptIsWorthMoreThanTheLastOne() {
    uptime = uptime.plus(Duration.ofMinutes(5));
    step(new Input.Woken());
    for (int i = 0; i < 8; i++) {
      assertEquals(List.of(), step(new Input.ConnectFailed()));
      assertEquals(LinkState.OFFLINE, uplink.state());
      assertEquals(List.of(new Effect.Connect()), step(new Input.Hurried()));
    }
    step(new Input.Connected(SETTINGS));
    assertEquals(List.of(), step(new Input.Hurried()), "not while it is connected");
    assertEquals(LinkState.LIVE, uplink.state());
  }

  @Test
  void keepsToTheBoundsOfTheLineThatConnected() {
    captured(1000);
    uptime = uptime.plus(Duration.ofMinutes(5));
    step(new Input.Woken());
    assertEquals(
        List.of(new Effect.Publish(0, 256)),
        step(new Input.Connected(SETTINGS.withLine(1, 100, Duration.ofMinutes(2)))));
    assertEquals(List.of(), step(new Input.Published("b", 1, 10)), "one batch");
    assertEquals(Optional.of(uptime.plus(Duration.ofMinutes(2))), uplink.wakeAt());
  }
}
