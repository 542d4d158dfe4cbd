package org.healthhut.kiosk.gpio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.healthhut.device.gpio.Pins;

/** Lines in memory, in real time, whose far ends a test holds. From any thread. */
public final class MemoryPins implements Pins {
  private final Map<Integer, Boolean> levels = new ConcurrentHashMap<>();
  private final Map<Integer, String> taken = new ConcurrentHashMap<>();
  private final Map<Integer, List<EdgeListener>> listeners = new ConcurrentHashMap<>();
  private volatile boolean absent;
  private volatile boolean deaf;

  /** What the far end does; whoever listens is told. */
  public void level(int line, boolean high) {
    levels.put(line, high);
    if (!deaf) {
      var edge = new Edge(high, Duration.ofNanos(nanoTime()));
      listeners.getOrDefault(line, List.of()).forEach(listener -> listener.edge(edge));
    }
  }

  public boolean level(int line) {
    return levels.getOrDefault(line, false);
  }

  /** How each line in use is used. */
  public Map<Integer, String> taken() {
    return taken;
  }

  /** Whether the machine has no lines, and those that are in use fail. */
  public void absent(boolean now) {
    absent = now;
  }

  /** Whether edges get lost. */
  public void deaf(boolean now) {
    deaf = now;
  }

  private void require() throws IOException {
    if (absent) {
      throw new IOException("no GPIO here; take the device out of the configuration");
    }
  }

  private void take(int line, String how) throws IOException {
    require();
    if (taken.putIfAbsent(line, how) != null) {
      throw new IOException("line " + line + " is taken");
    }
  }

  @Override
  public Output output(int line, boolean high) throws IOException {
    take(line, "output");
    levels.put(line, high);
    return new Output() {
      @Override
      public void set(boolean level) throws IOException {
        require();
        levels.put(line, level);
      }

      @Override
      public void close() {
        taken.remove(line);
      }
    };
  }

  @Override
  public Input input(int line, Pull pull) throws IOException {
    take(line, "input " + pull);
    levels.putIfAbsent(line, pull == Pull.UP);
    return new Input() {
      @Override
      public boolean isHigh() throws IOException {
        require();
        return level(line);
      }

      @Override
      public void onEdge(EdgeListener listener) {
        listeners.computeIfAbsent(line, _ -> new CopyOnWriteArrayList<>()).add(listener);
      }

      @Override
      public void close() {
        taken.remove(line);
        listeners.remove(line);
      }
    };
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public void close() {
    taken.clear();
    listeners.clear();
  }
}
