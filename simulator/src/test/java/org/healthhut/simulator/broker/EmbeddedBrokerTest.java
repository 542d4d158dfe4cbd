package org.healthhut.simulator.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.healthhut.simulator.FreePorts;
import org.healthhut.simulator.authority.Enrolment;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker keeps the rules that a production broker must be configured to keep. */
class EmbeddedBrokerTest {
  private static final KioskId ONE = new KioskId("kiosk-1");
  private static final KioskId TWO = new KioskId("kiosk-2");

  @TempDir static Path folder;
  private static Enrolment enrolment;
  private static EmbeddedBroker broker;
  private static final AtomicInteger clients = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    enrolment =
        Enrolment.in(
            folder.resolve("keys"), List.of(ONE, TWO), InstantSource.system(), new SecureRandom());
    broker = EmbeddedBroker.start(FreePorts.next(), enrolment);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  @Test
  void carriesAKiosksBatchesToTheDistrict() throws Exception {
    try (var district = connect(enrolment, Enrolment.DISTRICT);
        var kiosk = connect(enrolment, ONE.value())) {
      var arrived = district.listen(Topics.SHARED_UP);
      kiosk.publish(Topics.up(ONE), "hello", false);
      assertEquals(Topics.up(ONE) + " hello", arrived.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void carriesAcknowledgementsToTheirKioskAlone() throws Exception {
    try (var district = connect(enrolment, Enrolment.DISTRICT);
        var kiosk = connect(enrolment, ONE.value())) {
      var arrived = kiosk.listen(Topics.down(ONE));
      district.publish(Topics.down(TWO), "two", false);
      district.publish(Topics.down(ONE), "one", false);
      assertEquals(Topics.down(ONE) + " one", arrived.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void carriesAQuestionToTheDistrictAndItsAnswerToTheKioskAlone() throws Exception {
    try (var district = connect(enrolment, Enrolment.DISTRICT);
        var kiosk = connect(enrolment, ONE.value())) {
      var questions = district.listen(Topics.SHARED_ASK);
      var answers = kiosk.listen(Topics.answer(ONE));
      kiosk.publish(Topics.ask(ONE), "question", false);
      assertEquals(Topics.ask(ONE) + " question", questions.poll(60, TimeUnit.SECONDS));
      district.publish(Topics.answer(TWO), "two", false);
      district.publish(Topics.answer(ONE), "one", false);
      assertEquals(Topics.answer(ONE) + " one", answers.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aKioskMayNotListenToAnother() throws Exception {
    try (var kiosk = connect(enrolment, ONE.value())) {
      for (var topic :
          List.of(
              Topics.down(TWO),
              Topics.up(TWO),
              Topics.ask(TWO),
              Topics.answer(TWO),
              Topics.SHARED_ASK,
              "hut/v1/+/up",
              "#")) {
        assertTrue(kiosk.refuses(topic), topic);
      }
    }
  }

  @Test
  void aKioskMayNotSpeakAsAnother() throws Exception {
    try (var district = connect(enrolment, Enrolment.DISTRICT);
        var kiosk = connect(enrolment, ONE.value())) {
      var arrived = district.listen(Topics.SHARED_UP);
      try {
        kiosk.publish(Topics.up(TWO), "forged", false);
      } catch (MqttException _) {
        // Refusing with an error is as good as dropping.
      }
      try (var honest = connect(enrolment, TWO.value())) {
        honest.publish(Topics.up(TWO), "honest", false);
      }
      assertEquals(Topics.up(TWO) + " honest", arrived.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void keepsAKiosksState() throws Exception {
    try (var kiosk = connect(enrolment, ONE.value())) {
      kiosk.publish(Topics.state(ONE), "online", true);
    }
    try (var district = connect(enrolment, Enrolment.DISTRICT)) {
      var arrived = district.listen(Topics.EVERY_STATE);
      assertEquals(Topics.state(ONE) + " online", arrived.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void turnsAwayACertificateOfAnotherAuthority() throws Exception {
    var stranger =
        Enrolment.in(
            folder.resolve("strangers"), List.of(ONE), InstantSource.system(), new SecureRandom());
    Files.copy(enrolment.authority(), stranger.authority(), StandardCopyOption.REPLACE_EXISTING);
    assertThrows(MqttException.class, () -> connect(stranger, ONE.value()));
  }

  @Test
  void enrolsOnce() throws Exception {
    var key = Files.readString(enrolment.districtPrivate());
    var again =
        Enrolment.in(
            folder.resolve("keys"), List.of(ONE, TWO), InstantSource.system(), new SecureRandom());
    assertEquals(key, Files.readString(again.districtPrivate()));
    assertFalse(Files.readString(enrolment.districtPublic()).contains("\"d\""));
    assertNotEquals(
        Files.readString(enrolment.privateKey("broker")),
        Files.readString(enrolment.privateKey(Enrolment.DISTRICT)));
  }

  private static TestClient connect(Enrolment keys, String machine) throws Exception {
    return TestClient.connect(
        broker.address(), keys, machine, machine + "-" + clients.incrementAndGet());
  }
}
