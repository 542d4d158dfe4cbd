package org.healthhut.device.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.link.Telnet.Item;
import org.junit.jupiter.api.Test;

final class TelnetTest {
  @Test
  void takesCommandsOutOfTheStream() {
    assertEquals(
        List.of(
            new Item.Data(Bytes.ascii("12")),
            new Item.Negotiation(Telnet.WILL, 0),
            new Item.Data(Bytes.of(0x33, 0xFF, 0x34)),
            new Item.Subnegotiation(44, Bytes.of(101, 0, 0, 37, 255, 1)),
            new Item.Command(241),
            new Item.Data(Bytes.of(0x35))),
        new Telnet()
            .received(
                Bytes.hex(
                    "31 32 FF FB 00 33 FF FF 34 FF FA 2C 65 00 00 25 FF FF 01 FF F0 FF F1 35")));
  }

  @Test
  void everyByteComesThroughHoweverItIsCut() {
    var every = Bytes.of(IntStream.range(0, 256).toArray());
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var data = Bytes.EMPTY;
      var stream = Bytes.EMPTY;
      for (int i = 0; i < 5; i++) {
        var part = every.slice(random.nextInt(0, 128), random.nextInt(129, 257));
        data = data.plus(part);
        stream = stream.plus(Telnet.escaped(part));
        if (random.nextBoolean()) {
          stream = stream.plus(Telnet.subnegotiation(44, every.slice(0, 200)));
        } else {
          stream = stream.plus(Telnet.negotiation(Telnet.DONT, 255));
        }
      }
      assertEquals(data, data(inPieces(new Telnet(), stream, random)), "seed " + seed);
    }
  }

  @Test
  void aSubnegotiationIsWrittenAndReadTheSame() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new SplittableRandom(seed);
      var content = random(random, 256);
      int option = random.nextInt(256);
      assertEquals(
          List.of(new Item.Subnegotiation(option, content)),
          new Telnet().received(Telnet.subnegotiation(option, content)),
          "seed " + seed);
    }
  }

  @Test
  void anEndlessSubnegotiationIsPassedOver() {
    var telnet = new Telnet();
    telnet.received(Bytes.of(Telnet.IAC, Telnet.SB, 44));
    for (int i = 0; i < 1_000; i++) {
      assertEquals(List.of(), telnet.received(Bytes.copyOf(new byte[1_000])));
    }
    assertEquals(
        List.of(
            new Item.Malformed("a subnegotiation of more than 256 bytes"),
            new Item.Data(Bytes.of(7))),
        telnet.received(Bytes.of(Telnet.IAC, Telnet.SE, 7)));
  }

  /** The same bytes mean the same however they are cut, and nothing throws. */
  @Test
  void hostileBytesMeanTheSameHoweverTheyAreCut() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = new SplittableRandom(seed);
      var bytes = hostile(random);
      var whole = new Telnet().received(bytes);
      var pieces = inPieces(new Telnet(), bytes, random);
      assertEquals(data(whole), data(pieces), "seed " + seed);
      assertEquals(withoutData(whole), withoutData(pieces), "seed " + seed);
      assertTrue(data(whole).length() <= bytes.length(), "seed " + seed);
    }
  }

  /** Random bytes, most of them such as commands are made of. */
  static Bytes hostile(RandomGenerator random) {
    int[] likely = {255, 255, 255, 254, 253, 252, 251, 250, 250, 240, 240, 44, 0, 3, 101, 102, 105};
    var bytes = new byte[random.nextInt(200)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte)
              (random.nextInt(4) == 0
                  ? random.nextInt(256)
                  : likely[random.nextInt(likely.length)]);
    }
    return Bytes.copyOf(bytes);
  }

  private static Bytes random(RandomGenerator random, int max) {
    var bytes = new byte[random.nextInt(max + 1)];
    random.nextBytes(bytes);
    return Bytes.copyOf(bytes);
  }

  private static List<Item> inPieces(Telnet telnet, Bytes bytes, RandomGenerator random) {
    var items = new ArrayList<Item>();
    int from = 0;
    while (from < bytes.length()) {
      int to = Math.min(bytes.length(), from + 1 + random.nextInt(5));
      items.addAll(telnet.received(bytes.slice(from, to)));
      from = to;
    }
    return items;
  }

  private static Bytes data(List<Item> items) {
    var data = Bytes.EMPTY;
    for (var item : items) {
      if (item instanceof Item.Data(var bytes)) {
        data = data.plus(bytes);
      }
    }
    return data;
  }

  private static List<Item> withoutData(List<Item> items) {
    return items.stream().filter(item -> !(item instanceof Item.Data)).toList();
  }
}
