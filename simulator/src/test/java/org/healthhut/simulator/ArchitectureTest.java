package org.healthhut.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.healthhut.device.Fault;
import org.healthhut.device.gpio.Pins;

/** Who may know whom, for all modules: each field's name is the sentence it keeps. */
@AnalyzeClasses(packages = "org.healthhut", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BYTES = "org.healthhut.bytes..";
  private static final String VITAL = "org.healthhut.vital..";
  private static final String PERSON = "org.healthhut.person..";
  private static final String WIRE = "org.healthhut.wire..";
  private static final String TLS = "org.healthhut.tls..";
  private static final String DEVICE = "org.healthhut.device..";
  private static final String LINK = "org.healthhut.device.link..";
  private static final String GPIO = "org.healthhut.device.gpio..";
  private static final String KIOSK = "org.healthhut.kiosk..";
  private static final String CLINICAL = "org.healthhut.kiosk.clinical..";
  private static final String DISTRICT = "org.healthhut.district..";
  private static final String SIMULATOR = "org.healthhut.simulator..";

  @ArchTest
  static final ArchRule theVocabularyStandsAlone =
      classes()
          .that()
          .resideInAnyPackage(BYTES, VITAL, PERSON)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              BYTES,
              VITAL,
              PERSON,
              "java.lang..",
              "java.math..",
              "java.nio",
              "java.nio.charset..",
              "java.time..",
              "java.util..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule theWireKnowsTheVocabularyCborAndJose =
      classes()
          .that()
          .resideInAPackage(WIRE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              WIRE,
              BYTES,
              VITAL,
              PERSON,
              "com.fasterxml.jackson..",
              "com.nimbusds.jose..",
              "java..",
              "javax.crypto..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule devicesKnowNoKioskAndNoDistrict =
      noClasses()
          .that()
          .resideInAPackage(DEVICE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KIOSK, DISTRICT, SIMULATOR, WIRE, TLS);

  @ArchTest
  static final ArchRule theKioskKnowsNoServer =
      noClasses()
          .that()
          .resideInAPackage(KIOSK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DISTRICT, SIMULATOR);

  @ArchTest
  static final ArchRule theClinicalRulesKnowTheVocabularyAlone =
      classes()
          .that()
          .resideInAPackage(CLINICAL)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              CLINICAL,
              VITAL,
              "java.lang..",
              "java.math..",
              "java.time..",
              "java.util..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule theDistrictKnowsNoDeviceAndNoKiosk =
      noClasses()
          .that()
          .resideInAPackage(DISTRICT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DEVICE, KIOSK, SIMULATOR);

  @ArchTest
  static final ArchRule virtualDevicesDoNotBorrowFromTheDriversTheyTest =
      noClasses()
          .that()
          .resideInAPackage("org.healthhut.simulator.device..")
          .should()
          .dependOnClassesThat(resideInAPackage(DEVICE).and(not(belongToAnyOf(Fault.class))));

  @ArchTest
  static final ArchRule virtualSensorsKnowOfTheDevicesTheLinesAlone =
      noClasses()
          .that()
          .resideInAPackage("org.healthhut.simulator.gpio..")
          .should()
          .dependOnClassesThat(resideInAPackage(DEVICE).and(not(belongToAnyOf(Pins.class))));

  @ArchTest
  static final ArchRule driversAreToldTheTimeAndDoNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage(DEVICE)
          .and()
          .resideOutsideOfPackages(LINK, GPIO)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule nobodyButTheShellsReadsTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.healthhut.kiosk",
              "org.healthhut.kiosk.clock..",
              "org.healthhut.district",
              "org.healthhut.simulator",
              "org.healthhut.simulator.demo..",
              "org.healthhut.simulator.benchmark..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule chanceIsPassedIn =
      noClasses()
          .should()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule onlySerialLinkKnowsJSerialComm = only("SerialLink", "com.fazecast..");

  @ArchTest static final ArchRule onlyPi4jPinsKnowsPi4J = only("Pi4jPins", "com.pi4j..");

  @ArchTest
  static final ArchRule onlyTheMqttAdaptersKnowPaho = only("Mqtt[A-Za-z]*", "org.eclipse.paho..");

  @ArchTest
  static final ArchRule onlyTheCoapAdaptersKnowCalifornium =
      only("Coap[A-Za-z]*", "org.eclipse.californium..");

  @ArchTest
  static final ArchRule onlyTheOutboxsH2ClassesSpeakSqlOnTheKiosk =
      noClasses()
          .that()
          .resideInAPackage(KIOSK)
          .and()
          .haveNameNotMatching(".*\\.outbox\\.H2[A-Za-z]*(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.h2..");

  @ArchTest
  static final ArchRule onlyTheBrokerKnowsArtemis =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.healthhut.simulator.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.activemq..");

  @ArchTest
  static final ArchRule onlyTheTakeAwayDrawsQrCodes = only("takeaway\\.[A-Za-z]*", "io.nayuki..");

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("org.healthhut.(**)").should().beFreeOfCycles();

  private static ArchRule only(String className, String library) {
    return noClasses()
        .that()
        .haveNameNotMatching(".*\\." + className + "(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
