package org.healthhut.device.maibobo;

import java.time.LocalDateTime;
import org.healthhut.device.Fault;
import org.healthhut.device.pressure.CuffReading;

/** What a monitor's frame says. */
sealed interface RbpMessage {
  /**
   * The monitor heard a command.
   *
   * @param command its sub-type
   * @param result 0 is well; what others mean is not known
   */
  record Acknowledged(int command, int result) implements RbpMessage {}

  /** The monitor goes off. */
  record PoweredOff() implements RbpMessage {}

  record CuffPressure(int mmHg) implements RbpMessage {}

  /**
   * A finished measurement. Whether a person can have these values is not yet asked.
   *
   * @param user which of the monitor's users pressed its button, 1 or 2; never told
   */
  record Result(int user, LocalDateTime deviceTime, CuffReading values) implements RbpMessage {}

  /** The monitor could not measure. */
  record MonitorError(Fault fault, String detail) implements RbpMessage {}

  record Battery(int millivolts) implements RbpMessage {}

  /** A message this program does not know. */
  record Unused(int type, int subType) implements RbpMessage {}

  record Malformed(String why) implements RbpMessage {}
}
