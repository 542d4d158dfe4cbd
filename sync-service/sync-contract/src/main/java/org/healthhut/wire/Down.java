package org.healthhut.wire;

import java.util.List;

/**
 * What the district says to a kiosk: an acknowledgement, and signed commands behind it. Who knows
 * acknowledgements alone reads this as one, so a command that answers nothing travels behind an
 * acknowledgement that confirms nothing: through 0.
 *
 * @param commands compact JWS, in the order of their numbers; see {@link CommandKeys}
 */
public record Down(Ack ack, List<String> commands) {
  /** Far more than an operator gives one kiosk at a time; the rest follows when these are done. */
  public static final int COMMANDS_MAX = 8;

  public Down {
    commands = List.copyOf(commands);
    if (commands.size() > COMMANDS_MAX) {
      throw new IllegalArgumentException("at most " + COMMANDS_MAX + " commands at a time");
    }
  }
}
