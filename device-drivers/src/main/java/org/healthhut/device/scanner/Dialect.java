package org.healthhut.device.scanner;

import java.util.List;
import java.util.Optional;
import org.healthhut.bytes.Bytes;

/** How one family of scanners is spoken to. Pure. */
interface Dialect {
  /** A scanner that is only listened to. */
  Dialect NONE =
      new Dialect() {
        @Override
        public List<Bytes> hello() {
          return List.of();
        }

        @Override
        public List<Bytes> trigger() {
          return List.of();
        }

        @Override
        public List<Bytes> stop() {
          return List.of();
        }

        // A module in command mode may be listened to; its acknowledgement is no code.
        @Override
        public Optional<Answer> answer(Bytes scan) {
          return GrowCommands.DIALECT.answer(scan);
        }
      };

  /**
   * A frame of the module's own at the front of what came.
   *
   * @param size how many bytes it takes
   * @param fault empty where the module did what it was told
   */
  record Answer(int size, String fault) {}

  /** Asks whether the module is there, and changes nothing; empty where that cannot be asked. */
  List<Bytes> hello();

  /** Starts one scan; empty where it cannot be started over the line. */
  List<Bytes> trigger();

  List<Bytes> stop();

  /** The frame at the front; empty where a code begins there. */
  Optional<Answer> answer(Bytes scan);
}
