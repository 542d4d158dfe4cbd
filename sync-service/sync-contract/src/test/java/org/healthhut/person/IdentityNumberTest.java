package org.healthhut.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.healthhut.person.IdentityNumber.Mistake;
import org.healthhut.person.IdentityNumber.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityNumberTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 8);

  @ParameterizedTest
  @ValueSource(strings = {"34052419800101001X", "11010519491231002X", "370101190102039973"})
  void knowsTheWorkedExamples(String digits) {
    var day = digits.startsWith("3701") ? LocalDate.of(2000, 1, 1) : TODAY;
    assertEquals(digits, valid(digits, day).reveal());
  }

  @Test
  void readsBirthAgeAndSex() {
    var number = valid("34052419800101001X", TODAY);
    assertEquals(LocalDate.of(1980, 1, 1), number.born());
    assertEquals(46, number.ageOn(TODAY));
    assertTrue(number.male());
    assertFalse(valid("11010519491231002X", TODAY).male());
  }

  @Test
  void forgivesSpacesAndASmallX() {
    assertEquals("34052419800101001X", valid("340524 19800101 001x", TODAY).reveal());
  }

  @Test
  void catchesEverySingleWrongDigitAndEverySwapOfNeighbours() {
    var good = "34052419800101001X";
    for (int at = 0; at < 17; at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != good.charAt(at)) {
          assertInvalid(good.substring(0, at) + digit + good.substring(at + 1));
        }
      }
      if (good.charAt(at) != good.charAt(at + 1)) {
        assertInvalid(
            good.substring(0, at) + good.charAt(at + 1) + good.charAt(at) + good.substring(at + 2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12345, SHAPE",
    "34052419800101001Y, SHAPE",
    "X4052419800101001X, SHAPE",
    "340524198013010015, BIRTH_DATE",
    "340524202701010018, BIRTH_DATE",
    "340524188001010018, BIRTH_DATE",
    "340524198001010018, CHECK_CHARACTER"
  })
  void saysWhatIsWrong(String typed, Mistake mistake) {
    assertEquals(new Parsed.Invalid(mistake), IdentityNumber.parse(typed, TODAY));
  }

  @Test
  void neverPrintsItself() {
    var number = valid("34052419800101001X", TODAY);
    assertFalse((number + " " + new Identity(number, "王小明")).matches(".*(3405|王).*"));
    assertEquals("••••••••••••••••1X", number.masked());
  }

  private static IdentityNumber valid(String typed, LocalDate day) {
    return assertInstanceOf(Parsed.Valid.class, IdentityNumber.parse(typed, day)).number();
  }

  private static void assertInvalid(String typed) {
    assertInstanceOf(Parsed.Invalid.class, IdentityNumber.parse(typed, TODAY), typed);
  }
}
