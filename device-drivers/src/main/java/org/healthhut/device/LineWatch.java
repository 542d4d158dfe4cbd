package org.healthhut.device;

import java.time.Duration;
import java.util.ArrayList;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.DeviceEvent.State;
import org.healthhut.device.DeviceEvent.Status;
import org.healthhut.device.LineSettings.Parity;
import org.healthhut.vital.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Any driver of a serial line, and beside it the notice that the line itself is set wrong: again
 * and again nothing comes but bytes the driver refuses, and many of them have their highest bit
 * set, as a wrong speed or parity makes them. It is said once, until something has been understood
 * or the device has gone; a driver that says itself what is set wrong is left to it.
 *
 * <p>One burst of noise is a hand on the cable and says nothing; neither does silence, nor a device
 * that speaks clearly and in another language. All limits are chosen by this project.
 */
public final class LineWatch implements Driver {
  /** What comes within this time is one burst, however often the device is asked meanwhile. */
  private static final Duration BURST = Duration.ofSeconds(5);

  /** Fewer refused bytes say nothing. */
  private static final int BYTES_MIN = 8;

  /**
   * One byte in so many has its highest bit set at least: of the digits of a record every second
   * one where parity is read as data, of its blanks and commas perhaps none.
   */
  private static final int HIGH_BIT_IN = 6;

  /** So many bursts in a row are no accident. */
  private static final int BURSTS = 3;

  /** What came longer ago has nothing to do with what comes now. */
  private static final Duration MEMORY = Duration.ofMinutes(30);

  private final Driver driver;
  private final LineSettings set;
  private boolean told;
  private int bursts;
  private Duration countedAt = Duration.ZERO;
  private int even;
  private int odd;

  // The burst under way.
  private @Nullable Duration beganAt;
  private boolean counted;
  private int received;
  private int refused;
  private int highBits;

  /**
   * A driver and its watch.
   *
   * @param set how the line was opened
   */
  public LineWatch(Driver driver, LineSettings set) {
    this.driver = driver;
    this.set = set;
  }

  @Override
  public Response on(Stimulus stimulus, Moment now) {
    var response = driver.on(stimulus, now);
    if (stimulus instanceof Stimulus.Received(var bytes)) {
      if (beganAt == null || now.uptime().compareTo(beganAt.plus(BURST)) >= 0) {
        beginBurst(now);
      }
      look(bytes);
    }
    if (understood(stimulus, response)) {
      told = false;
      forget();
      beganAt = null;
      return response;
    }
    for (var event : response.events()) {
      switch (event) {
        case DeviceEvent.Refused(_, var bytes) -> refused += bytes.length();
        case Status(var state, _) when state == State.MISCONFIGURED -> told = true;
        case Status(var state, _) when state == State.NOT_CONNECTED -> {
          // The next one on the cable may be another.
          told = false;
          forget();
        }
        case Status _,
            DeviceEvent.Failed _,
            DeviceEvent.Measured _,
            DeviceEvent.Progress _,
            DeviceEvent.Identified _,
            DeviceEvent.ClockRead _,
            DeviceEvent.Setting _,
            DeviceEvent.Presented _ -> {}
      }
    }
    count(now);
    if (told || bursts < BURSTS) {
      return response;
    }
    told = true;
    var events = new ArrayList<>(response.events());
    events.add(new Status(State.MISCONFIGURED, advice()));
    return new Response(response.writes(), events, response.wakeAt());
  }

  private void beginBurst(Moment now) {
    if (received >= BYTES_MIN && refused * 2 < received) {
      // Most of it was taken without a word, as an ACK is.
      forget();
    }
    beganAt = now.uptime();
    counted = false;
    received = 0;
    refused = 0;
    highBits = 0;
  }

  private void forget() {
    bursts = 0;
    even = 0;
    odd = 0;
  }

  /** Whether the driver has understood the device, which it can't where the line is set wrong. */
  private static boolean understood(Stimulus stimulus, Response response) {
    boolean doubtful = false;
    boolean stands = false;
    for (var event : response.events()) {
      switch (event) {
        case DeviceEvent.Measured _,
            DeviceEvent.Progress _,
            DeviceEvent.Identified _,
            DeviceEvent.ClockRead _,
            DeviceEvent.Setting _,
            DeviceEvent.Presented _ -> {
          return true;
        }
        case DeviceEvent.Refused _ -> doubtful = true;
        case DeviceEvent.Failed(var fault, _) -> {
          if (fault != Fault.SILENT && fault != Fault.BAD_DATA) {
            return true;
          }
          doubtful = true;
        }
        case Status(var state, _) ->
            stands |= state != State.MISCONFIGURED && state != State.NOT_CONNECTED;
      }
    }
    boolean heard = stimulus instanceof Stimulus.Received || stimulus instanceof Stimulus.Quiet;
    return heard && stands && !doubtful;
  }

  private void look(Bytes bytes) {
    received += bytes.length();
    for (int i = 0; i < bytes.length(); i++) {
      int value = bytes.u8(i);
      highBits += value >> 7;
      if (Integer.bitCount(value) % 2 == 0) {
        even++;
      } else {
        odd++;
      }
    }
  }

  /** Adds the burst under way to those before it, once it is known for what it is. */
  private void count(Moment now) {
    boolean bad =
        refused >= BYTES_MIN && refused * 10 >= received * 9 && highBits * HIGH_BIT_IN >= received;
    if (counted || !bad) {
      return;
    }
    counted = true;
    bursts = now.uptime().minus(countedAt).compareTo(MEMORY) > 0 ? 1 : bursts + 1;
    countedAt = now.uptime();
  }

  private String advice() {
    return "wrong line settings? At %s only undecodable bytes come: set speed, data bits and parity as the device has them%s"
        .formatted(set, seemingly());
  }

  /** Seven bits and their parity, read as eight bits (and-scale.md, Tolerances). */
  private String seemingly() {
    if (set.dataBits() != 8 || set.parity() != Parity.NONE) {
      return "";
    }
    int few = (even + odd) / 16;
    if (odd <= few) {
      return " (it seems to have 7 data bits, even parity)";
    }
    return even <= few ? " (it seems to have 7 data bits, odd parity)" : "";
  }
}
