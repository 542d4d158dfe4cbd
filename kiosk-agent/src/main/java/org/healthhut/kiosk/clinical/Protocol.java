package org.healthhut.kiosk.clinical;

import java.time.Duration;

/**
 * How one session of blood pressure is taken; a site chooses one, and its id is stored with every
 * result.
 *
 * @param rest sitting still before the first reading, and before a very high one is repeated
 * @param interval from one inflation's end to the next one's begin
 * @param readings how many usable readings are wanted, when nothing is against them
 * @param differenceMaxMmHg two readings whose systolic or diastolic lie further apart ask for a
 *     third
 * @param inflationsMax the arm's limit; what is there by then is the result
 */
public record Protocol(
    String id,
    Duration rest,
    Duration interval,
    int readings,
    int differenceMaxMmHg,
    int inflationsMax) {

  public static final Protocol DEFAULT =
      new Protocol(
          "cn-2-readings-60s-5mmHg", Duration.ofSeconds(300), Duration.ofSeconds(60), 2, 5, 4);

  /** No arm is squeezed more often in one session, whatever a file says. */
  private static final int INFLATIONS_LIMIT = 4;

  public Protocol {
    if (id.isBlank()
        || rest.isNegative()
        || interval.isNegative()
        || readings < 1
        || differenceMaxMmHg < 0
        || inflationsMax < readings
        || inflationsMax > INFLATIONS_LIMIT) {
      throw new IllegalArgumentException("no protocol of blood pressure: " + id);
    }
  }

  /** Whether another protocol takes blood pressure the same way, whatever it is called. */
  public boolean sameFigures(Protocol other) {
    return equals(
        new Protocol(
            id,
            other.rest,
            other.interval,
            other.readings,
            other.differenceMaxMmHg,
            other.inflationsMax));
  }
}
