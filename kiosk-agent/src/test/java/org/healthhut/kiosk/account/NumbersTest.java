package org.healthhut.kiosk.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void isASetOfNumbersAndItsTextIsToo() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var numbers = new Numbers();
      var expected = new TreeSet<Long>();
      for (int i = 0; i < 200; i++) {
        long number = random.nextLong(1, 101);
        assertEquals(expected.add(number), numbers.add(number), "seed " + seed);
      }
      var read = Numbers.of(numbers.text(), numbers.holes());
      for (long through = 0; through <= 101; through++) {
        assertEquals(expected.contains(through), numbers.has(through), "seed " + seed);
        assertEquals(
            expected.headSet(through, true).size(), numbers.through(through), "seed " + seed);
        assertEquals(numbers.through(through), read.through(through), "seed " + seed);
      }
    }
  }

  @Test
  void countsRightHoweverScatteredTheyAre() {
    var numbers = new Numbers();
    int many = 2 * Numbers.RANGES_MAX;
    for (long number = 1; number <= many; number++) {
      assertTrue(numbers.add(2 * number));
    }
    assertEquals(many, numbers.through(Long.MAX_VALUE));
    assertEquals(many, Numbers.of(numbers.text(), numbers.holes()).through(Long.MAX_VALUE));
    assertTrue(numbers.text().split(",", -1).length <= Numbers.RANGES_MAX);
  }

  @Test
  void damagedTextIsNone() {
    for (var text : new String[] {"", "x", "1-2,", "1", "99999999999999999999-1"}) {
      assertEquals("", Numbers.of(text, 3).text());
      assertEquals(0, Numbers.of(text, 3).through(9));
    }
  }
}
