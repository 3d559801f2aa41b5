package io.hotpair;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the rooms of the agent and the only arrows allowed between them. */
final class HouseTest {

  private static final List<Room> ROOMS =
      List.of(
          new Room("mbeans"),
          new Room("core.model"),
          new Room("core.detector", "core.model"),
          new Room("core.plan", "core.model"),
          new Room("core.pair", "core.detector", "core.plan", "core.model"),
          new Room("port", "core.model"),
          new Room("view", "core.model"),
          new Room("trust"),
          new Room("config", "trust", "core.model"),
          new Room("checks", "port", "core.model"),
          new Room("explain", "core"),
          new Room("heartbeat", "port", "core.model"),
          new Room("guard", "port", "core.model"),
          new Room("fencing", "trust", "port", "core.model"),
          new Room("resource", "trust", "port", "core.model"),
          new Room("health", "port", "core.model"),
          new Room("store", "port", "core.model"),
          new Room("system", "port", "core.model"),
          new Room("windows", "port", "core.model"),
          new Room("jmx", "view", "core.model", "mbeans"),
          new Room("snmp", "view", "core.model", "mbeans"),
          new Room("jolokia", "view", "core.model", "mbeans"),
          new Room("runtime", "core", "port", "view", "explain"),
          new Room("simulation", "core", "port", "guard", "heartbeat", "explain"),
          new Room("cli", ""),
          new Room("main", ""));

  private static final JavaClasses AGENT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.isJar())
          .importPackages("io.hotpair");

  @Test
  void theHouseIsNotEmpty() {
    assertFalse(
        AGENT.isEmpty(), "no class of the agent was found: the other rules would pass idly");
  }

  @Test
  void everyClassLivesInARoom() {
    String[] rooms = ROOMS.stream().map(Room::packages).toArray(String[]::new);
    classes()
        .should()
        .resideInAnyPackage(rooms)
        .because("a package that no rule knows could import anything")
        .check(AGENT);
  }

  @TestFactory
  Stream<DynamicTest> eachRoomImportsOnlyWhatItMay() {
    return ROOMS.stream()
        .map(room -> DynamicTest.dynamicTest(room.name(), () -> checkArrows(room)));
  }

  private static void checkArrows(Room room) {
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.hotpair..").and(resideOutsideOfPackages(room.reachable())))
        .because("these are not among the arrows of " + room.name())
        .allowEmptyShould(true)
        .check(AGENT);
  }

  @Test
  void theCoreIsAPureFunction() {
    DescribedPredicate<JavaClass> values =
        resideInAnyPackage(
                "java.lang",
                "java.util",
                "java.util.function",
                "java.util.regex",
                "java.util.stream")
            .or(resideInAnyPackage("java.lang.annotation", "java.lang.runtime", "java.lang.invoke"))
            .or(belongToAnyOf(Duration.class))
            .or(resideInAPackage("io.hotpair.core.."));
    noClasses()
        .that()
        .resideInAPackage("io.hotpair.core..")
        .should()
        .dependOnClassesThat(not(values))
        .because("time comes in the event, and what must happen goes out as an effect")
        .allowEmptyShould(true)
        .check(AGENT);
  }

  @Test
  void theCoreHasNoClockThreadRandomOrProcess() {
    noClasses()
        .that()
        .resideInAPackage("io.hotpair.core..")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                Thread.class,
                ThreadLocal.class,
                Process.class,
                ProcessBuilder.class,
                ProcessHandle.class,
                Runtime.class,
                System.class,
                java.util.Random.class,
                java.util.SplittableRandom.class,
                java.util.Timer.class,
                java.util.TimerTask.class,
                java.util.Date.class,
                java.util.Calendar.class,
                java.util.UUID.class,
                java.util.Scanner.class))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Object.class, "wait")
        .orShould()
        .callMethod(Object.class, "wait", long.class)
        .orShould()
        .callMethod(Object.class, "wait", long.class, int.class)
        .because("the same event in the same state must always give the same transition")
        .allowEmptyShould(true)
        .check(AGENT);
  }

  @Test
  void theSimulationHasNoClockAndNoChanceButItsSeed() {
    noClasses()
        .that()
        .resideInAPackage("io.hotpair.simulation..")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                java.time.Clock.class,
                java.time.Instant.class,
                java.util.Random.class,
                java.util.Timer.class,
                java.util.UUID.class,
                java.util.concurrent.ThreadLocalRandom.class))
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Object.class, "hashCode")
        .because("a seed must replay its run byte for byte")
        .check(AGENT);
  }

  /** A package of the agent and those it may import; the empty name stands for the whole agent. */
  private record Room(String name, List<String> imports) {

    Room(String name, String... imports) {
      this(name, List.of(imports));
    }

    String packages() {
      return "io.hotpair." + name + "..";
    }

    String[] reachable() {
      return Stream.concat(Stream.of(name), imports.stream())
          .map(room -> room.isEmpty() ? "io.hotpair.." : "io.hotpair." + room + "..")
          .toArray(String[]::new);
    }
  }
}
