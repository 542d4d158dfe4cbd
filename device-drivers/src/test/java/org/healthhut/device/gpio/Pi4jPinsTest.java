package org.healthhut.device.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.hx711.LoadCellCalibration;
import org.healthhut.device.hx711.LoadCellSample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over Pi4J's own pretence of lines. */
final class Pi4jPinsTest {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000);
  private final AtomicInteger contexts = new AtomicInteger();
  private final Context context =
      Pi4J.newContextBuilder()
          .noAutoDetect()
          .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
          .build();
  private final Pi4jPins pins =
      new Pi4jPins(
          () -> nanos.addAndGet(100),
          () -> {
            contexts.incrementAndGet();
            return context;
          });

  @AfterEach
  void close() {
    pins.close();
    context.shutdown();
  }

  @Test
  void opensNothingBeforeTheFirstLineIsTaken() throws IOException {
    pins.nanoTime();
    assertEquals(0, contexts.get());
    pins.output(1, false).close();
    pins.output(1, false).close();
    assertEquals(1, contexts.get());
  }

  /** The classes of Pi4J are not even there: making, timing and closing must do without. */
  @Test
  void doesNotLoadPi4JBeforeTheFirstLineIsTaken() throws Exception {
    var without =
        new ClassLoader(Pi4jPins.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.pi4j")) {
              throw new ClassNotFoundException(name);
            }
            return name.startsWith(Pi4jPins.class.getName())
                    || name.startsWith(LazyPins.class.getName())
                ? ownCopyOf(name)
                : super.loadClass(name, resolve);
          }

          private Class<?> ownCopyOf(String name) throws ClassNotFoundException {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
              return loaded;
            }
            try (var file = getResourceAsStream(name.replace('.', '/') + ".class")) {
              var bytes = Objects.requireNonNull(file).readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    LongSupplier clock = () -> 42;
    try (var made =
        (Pins)
            without
                .loadClass(LazyPins.class.getName())
                .getMethod("ofThisMachine", LongSupplier.class)
                .invoke(null, clock)) {
      assertEquals(42, made.nanoTime());
      var said = assertThrows(IOException.class, () -> made.output(1, false)).toString();
      assertTrue(said.contains("Pi4J does not load"), said);
    }
  }

  @Test
  void saysThatThisMachineHasNoLines() {
    try (var real = LazyPins.ofThisMachine(nanos::get)) {
      var said = assertThrows(IOException.class, () -> real.output(1, false)).toString();
      assertTrue(said.contains("this machine is no Raspberry Pi"), said);
    }
  }

  @Test
  void writesALamp() throws IOException {
    try (var lamp = pins.output(17, false)) {
      assertEquals(DigitalState.LOW, output(17).state());
      lamp.set(Lamp.FREE.lit(Duration.ZERO));
      assertEquals(DigitalState.HIGH, output(17).state());
      lamp.set(Lamp.OFF.lit(Duration.ZERO));
      assertEquals(DigitalState.LOW, output(17).state());
    }
  }

  @Test
  void tellsAButtonsEdgesWithTheTimeTheyWereNoticedAt() throws IOException {
    var button = new Button(false);
    var events = new ArrayList<Button.Event>();
    try (var line = pins.input(22, Pins.Pull.UP)) {
      input(22).mockState(DigitalState.HIGH);
      line.onEdge(edge -> events.addAll(button.edge(edge)));
      input(22).mockState(DigitalState.LOW);
      assertFalse(line.isHigh());
      nanos.addAndGet(Duration.ofMillis(300).toNanos());
      input(22).mockState(DigitalState.HIGH);
      assertTrue(line.isHigh());
    }
    assertEquals(1, events.size());
    assertTrue(events.getFirst() instanceof Button.Event.Pressed, events.toString());
    var held = button.woken(Duration.ofNanos(nanos.addAndGet(Duration.ofSeconds(1).toNanos())));
    assertEquals(List.of(new Button.Event.Released(Duration.ofNanos(300_000_100))), held);
  }

  @Test
  void aLineIsTakenOnceAndGivenBack() throws IOException {
    var line = pins.output(17, true);
    var said = assertThrows(IOException.class, () -> pins.input(17, Pins.Pull.UP)).toString();
    assertTrue(said.contains("cannot take GPIO line 17"), said);
    line.close();
    var again = pins.input(17, Pins.Pull.UP);
    line.close();
    input(17).mockState(DigitalState.HIGH);
    assertTrue(again.isHigh());
    again.close();
  }

  @Test
  void closesItsLinesWithItself() throws IOException {
    var line = pins.output(17, true);
    pins.close();
    assertTrue(context.isShutdown());
    line.close();
  }

  @Test
  void readsAConverterBitByBit() throws IOException {
    var calibration =
        new LoadCellCalibration(
            84213, new BigDecimal("74200.0"), LocalDate.of(2025, 3, 1), new BigDecimal("21.5"));
    int code = 0x4B54BD;
    var read = new ArrayList<Bytes>();
    try (var link = Hx711Link.port("scale", pins, new Hx711Wiring(5, 6, calibration)).open()) {
      var data = input(5);
      var pulses = new AtomicInteger();
      output(6)
          .addListener(event -> {
            if (event.state() == DigitalState.HIGH) {
              int pulse = pulses.incrementAndGet();
              boolean high = pulse > 24 || ((code >> (24 - pulse)) & 1) == 1;
              data.mockState(high ? DigitalState.HIGH : DigitalState.LOW);
            }
          });
      read.add(link.read(Duration.ZERO));
      for (int i = 0; i < 5; i++) {
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        pulses.set(0);
        data.mockState(DigitalState.LOW);
        read.add(link.read(Duration.ofMillis(1)));
        assertEquals(25, pulses.get());
      }
    }
    assertEquals(LoadCellSample.calibration(calibration), read.getFirst());
    assertEquals(LoadCellSample.conversion(code), read.getLast());
  }

  private MockDigitalInput input(int line) {
    return context.registry().get("line-" + line);
  }

  private MockDigitalOutput output(int line) {
    return context.registry().get("line-" + line);
  }
}
