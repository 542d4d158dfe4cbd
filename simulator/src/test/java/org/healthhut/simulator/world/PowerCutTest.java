package org.healthhut.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The short form of {@code mvn -Ppowercut}. {@code -Dcuts=…} and {@code -Dcuts.seed=…}. */
class PowerCutTest {
  private static final int CUTS = Integer.getInteger("cuts", 30);
  private static final long SEED = Long.getLong("cuts.seed", 1);

  /** So many cuts one kiosk goes through before the next begins with an empty disk. */
  private static final int CUTS_OF_A_KIOSK = 12;

  private static final Set<PowerCuts.During> ALL = EnumSet.allOf(PowerCuts.During.class);

  /** The cut falls where the disk's threads have come to; so many, and it has fallen everywhere. */
  private static final int CUTS_MAX = 20 * CUTS;

  /** What is seldom found takes fifty, one time as the other. */
  private static final int CUTS_TO_FIND = 2_000;

  /** A disk that fails every other second would fill the log. */
  @BeforeAll
  static void quiet() {
    outboxLog().setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    outboxLog().setLevel(null);
  }

  private static Logger outboxLog() {
    return (Logger) LoggerFactory.getLogger("org.healthhut.kiosk.outbox");
  }

  @Test
  void whatIsPromisedIsThereAfterEveryCutAsItWasAndOnce() throws Exception {
    var during = EnumSet.noneOf(PowerCuts.During.class);
    int cuts = 0;
    int promises = 0;
    for (long seed = SEED; cuts < CUTS || (!during.equals(ALL) && cuts < CUTS_MAX); seed++) {
      var kiosk = new PowerCuts(seed, NegligentDisk.Neglect.NONE);
      try {
        kiosk.live(CUTS_OF_A_KIOSK);
      } catch (Exception e) {
        throw new AssertionError("cuts.seed " + seed + ", cut " + kiosk.cuts(), e);
      }
      cuts += kiosk.cuts();
      promises += kiosk.promises();
      during.addAll(kiosk.cutsByWork().keySet());
    }
    System.out.printf("cuts %d, records %d, seed %d%n", cuts, promises, SEED);
    assertEquals(ALL, during);
    assertTrue(promises > cuts);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aJournalThatNeglectsItsDutyIsFound(NegligentDisk.Neglect neglect) {
    assertThrows(
        Ledger.Broken.class,
        () -> {
          int cuts = 0;
          for (long seed = SEED; cuts < CUTS_TO_FIND; seed++) {
            var kiosk = new PowerCuts(seed, neglect);
            kiosk.live(CUTS_OF_A_KIOSK);
            cuts += kiosk.cuts();
          }
        },
        "seed " + SEED);
  }
}
