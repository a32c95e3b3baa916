package dev.agnost.realtime.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of core: which code may use what. */
class ArchitectureTest {

  private static final String CORE = "dev.agnost.realtime.core";
  private static final String[] PURE = {CORE + ".protocol..", CORE + ".session.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CORE);

  @Test
  void codecsAndSessionMachineUseNoThreadLockFileNetworkOrLog() {
    check(
        noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.util.concurrent..",
                    "java.io..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "org.slf4j..",
                    "com.fasterxml..")));
    check(
        noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class));
    check(
        noMethods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(PURE))
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED));
  }

  @Test
  void codecsAndSessionMachineUseNoClockAndNoRandomness() {
    check(
        noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.util\\.(Random|SplittableRandom|UUID|Timer|Date|random\\..*)"
                    + "|java\\.security\\.SecureRandom"
                    + "|java\\.time\\.(Clock|Instant|LocalDateTime|ZonedDateTime)"));
    check(
        noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void thereIsNoSynchronizedBlockInCore() throws IOException {
    Path sources = Path.of("src", "main", "java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> locked = files.filter(ArchitectureTest::hasSynchronized).toList();

      assertThat(locked).isEmpty();
    }
  }

  private static boolean hasSynchronized(Path file) {
    try {
      return file.toString().endsWith(".java")
          && Files.readString(file).lines().anyMatch(line -> line.matches("\\s*synchronized\\b.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void codecsAndSessionMachineDoNotKnowTheRestOfCore() {
    check(
        noClasses()
            .that(resideInAnyPackage(PURE))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    CORE + ".runtime..",
                    CORE + ".concurrent..",
                    CORE + ".observe..",
                    CORE + ".listeners..",
                    CORE + ".connection..",
                    CORE + ".inbound..",
                    CORE + ".outbound..",
                    CORE + ".client..",
                    CORE + ".json..",
                    CORE + ".discovery..",
                    CORE + ".micrometer..")));
    check(
        noClasses()
            .that(resideInAPackage(CORE + ".protocol.."))
            .should()
            .dependOnClassesThat(resideInAPackage(CORE + ".session..")));
  }

  @Test
  void onlyTheJsonPackageAndItsDoorKnowJackson() {
    check(
        classes()
            .that(not(resideInAPackage(CORE + ".json..")))
            .and()
            .doNotHaveSimpleName("JacksonPayloads")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("com.fasterxml.."))));
  }

  @Test
  void onlyTheMicrometerPackageKnowsMicrometer() {
    check(
        noClasses()
            .that(not(resideInAPackage(CORE + ".micrometer..")))
            .should()
            .dependOnClassesThat(resideInAPackage("io.micrometer..")));
  }

  @Test
  void packagesDependOnEachOtherWithoutCycles() {
    check(slices().matching(CORE + ".(*)..").should().beFreeOfCycles());
  }

  @Test
  void coreKeepsToWhatAndroidHas() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.(JdkHttpExchange|BoundedBody)")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.lang\\.(System\\$Logger|StackWalker).*"
                    + "|java\\.util\\.random\\..*"
                    + "|java\\.net\\.http\\..*"));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
