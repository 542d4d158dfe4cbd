package org.healthhut.wire;

import java.util.Optional;

/** What a district can tell a kiosk to do. */
public sealed interface Command {
  /** As the kiosk's events, the district's tables and the wire call it. */
  String kind();

  /** Publish the kiosk's state at once. */
  record PublishState() implements Command {
    @Override
    public String kind() {
      return "publishState";
    }
  }

  /** End the agent, so that its service manager starts it again. */
  record Restart() implements Command {
    @Override
    public String kind() {
      return "restart";
    }
  }

  /**
   * Seal to another key of the district, from the next start on.
   *
   * @param jwk as {@link DistrictKey#parse} reads it
   */
  record UseDistrictKey(String jwk) implements Command {
    @Override
    public String kind() {
      return "useDistrictKey";
    }
  }

  /**
   * Replace the configuration file, from the next start on.
   *
   * @param text the whole new file
   */
  record Configure(String text) implements Command {
    /** Ten times any kiosk's file. */
    public static final int TEXT_MAX = 1 << 15;

    public Configure {
      if (text.isBlank() || text.length() > TEXT_MAX) {
        throw new IllegalArgumentException("a configuration has 1 to " + TEXT_MAX + " characters");
      }
    }

    @Override
    public String kind() {
      return "configure";
    }

    @Override
    public String toString() {
      return "Configure[hidden]";
    }
  }

  /** The name of the one text that a command carries; empty when it carries none. */
  static Optional<String> field(String kind) {
    return switch (kind) {
      case "useDistrictKey" -> Optional.of("key");
      case "configure" -> Optional.of("text");
      default -> Optional.empty();
    };
  }

  /** The text under {@link #field}; empty for a command without. */
  default Optional<String> content() {
    return switch (this) {
      case PublishState _, Restart _ -> Optional.empty();
      case UseDistrictKey(String jwk) -> Optional.of(jwk);
      case Configure(String text) -> Optional.of(text);
    };
  }

  /**
   * The command of a kind; empty for a kind that this version does not know.
   *
   * @param content what stands under {@link #field}, or nothing
   * @throws IllegalArgumentException when the content is none for that kind
   */
  static Optional<Command> of(String kind, String content) {
    return switch (kind) {
      case "publishState" -> Optional.of(new PublishState());
      case "restart" -> Optional.of(new Restart());
      case "useDistrictKey" -> {
        var _ = DistrictKey.parse(content);
        yield Optional.of(new UseDistrictKey(content));
      }
      case "configure" -> Optional.of(new Configure(content));
      default -> Optional.empty();
    };
  }
}
