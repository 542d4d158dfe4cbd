package org.healthhut.wire;

import java.util.function.Function;

/** What came of reading bytes that arrived: always exactly one of these, never an exception. */
public sealed interface Opened<T> {
  record Valid<T>(T value) implements Opened<T> {}

  /** Whole, but of a version or suite this program does not know. */
  record Newer<T>(String what) implements Opened<T> {}

  /** Not what it claims to be. {@code why} holds none of the bytes. */
  record Broken<T>(String why) implements Opened<T> {}

  /** What {@code next} makes of a valid value; the other cases pass through. */
  default <R> Opened<R> then(Function<T, Opened<R>> next) {
    return switch (this) {
      case Valid<T>(T value) -> next.apply(value);
      case Newer<T>(String what) -> new Newer<>(what);
      case Broken<T>(String why) -> new Broken<>(why);
    };
  }
}
