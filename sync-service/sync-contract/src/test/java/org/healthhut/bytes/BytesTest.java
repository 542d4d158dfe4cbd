package org.healthhut.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void readsUnsignedNumbersAtOffsets() {
    var bytes = Bytes.hex("00 FF 12 34");
    assertEquals(255, bytes.u8(1));
    assertEquals(0x1234, bytes.u16be(2));
    assertEquals(0x3412, bytes.u16le(2));
    assertEquals(0xFF + 0x12 + 0x34, bytes.sum());
  }

  @Test
  void nobodyCanChangeIt() {
    byte[] array = {1, 2, 3};
    var bytes = Bytes.copyOf(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of(1, 2, 3), bytes);
    assertEquals(Bytes.of(1, 7, 3), bytes.with(1, 7));
    assertEquals(Bytes.of(1, 2, 3), bytes);
  }

  @Test
  void cutsAndJoins() {
    var bytes = Bytes.ascii("ST,GS");
    assertEquals(bytes, bytes.slice(0, 2).plus(bytes.drop(2)));
    assertEquals(2, bytes.indexOf(',', 0));
    assertEquals(-1, bytes.indexOf(',', 3));
  }

  @Test
  void printsItsLengthAlone() {
    assertFalse(Bytes.ascii("K0012,131,084").toString().contains("131"));
    assertEquals("53 54", Bytes.ascii("ST").hex());
  }

  @Test
  void refusesWhatIsNoByte() {
    assertThrows(IllegalArgumentException.class, () -> Bytes.of(256));
    assertThrows(IllegalArgumentException.class, () -> Bytes.ascii("中"));
  }
}
