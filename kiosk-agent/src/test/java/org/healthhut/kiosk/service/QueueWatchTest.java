package org.healthhut.kiosk.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueueWatchTest {
  private final TestTime time = new TestTime();

  @Test
  void theOldestIsAsOldAsTheGroupItBecameDurableWith() {
    var queue = new QueueWatch(time, 10);
    time.pass(Duration.ofMinutes(1));
    queue.durable(13);
    queue.durable(13);
    time.pass(Duration.ofMinutes(1));
    queue.durable(14);
    time.pass(Duration.ofMinutes(1));
    assertEquals(Duration.ofMinutes(3), queue.oldest(9, 5));
    assertEquals(Duration.ofMinutes(2), queue.oldest(10, 4));
    queue.acknowledged(12);
    assertEquals(Duration.ofMinutes(2), queue.oldest(12, 2));
    queue.acknowledged(13);
    assertEquals(Duration.ofMinutes(1), queue.oldest(13, 1));
    assertEquals(Duration.ZERO, queue.oldest(14, 0));
  }

  @Test
  void aNewNumberingBeginsAnew() {
    var queue = new QueueWatch(time, 10);
    queue.durable(12);
    time.pass(Duration.ofHours(1));
    queue.durable(1);
    time.pass(Duration.ofMinutes(1));
    assertEquals(Duration.ofMinutes(1), queue.oldest(0, 1));
  }
}
