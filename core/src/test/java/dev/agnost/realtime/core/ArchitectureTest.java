package dev.agnost.realtime.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of core: which code may use what. */
class ArchitectureTest {

  private static final String CORE = "dev.agnost.realtime.core";
  private static final String[] PURE = {CORE + ".protocol..", CORE + ".session.."};

  private static final Path PAGE = Path.of("..", "CONTRIBUTING.md");
  private static final String DIAGRAM_BEGIN = "```mermaid\nflowchart TD\n";

  /** Package by package: those that it may use. All arrows lead down. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("protocol", Set.of()),
          entry("session", Set.of()),
          entry("json", Set.of("protocol")),
          entry("concurrent", Set.of()),
          entry("observe", Set.of("protocol", "session")),
          entry("listeners", Set.of("concurrent", "observe")),
          entry("connection", Set.of("protocol", "concurrent", "observe")),
          entry(
              "inbound",
              Set.of(
                  "protocol",
                  "session",
                  "json",
                  "concurrent",
                  "observe",
                  "listeners",
                  "connection")),
          entry(
              "outbound",
              Set.of(
                  "protocol",
                  "session",
                  "json",
                  "concurrent",
                  "observe",
                  "listeners",
                  "connection",
                  "inbound")),
          entry(
              "runtime",
              Set.of(
                  "protocol",
                  "session",
                  "json",
                  "concurrent",
                  "observe",
                  "listeners",
                  "connection",
                  "inbound",
                  "outbound")),
          entry("discovery", Set.of()),
          entry(
              "client",
              Set.of(
                  "protocol",
                  "session",
                  "json",
                  "concurrent",
                  "observe",
                  "listeners",
                  "connection",
                  "inbound",
                  "outbound",
                  "runtime",
                  "discovery",
                  "micrometer")),
          entry("micrometer", Set.of()));

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
  void packagesUseOnlyThoseBelowThem() {
    Map<String, Set<String>> forbidden = new TreeMap<>();
    uses()
        .forEach(
            (room, used) -> {
              Set<String> up = new TreeSet<>(used);
              up.removeAll(MAY_USE.getOrDefault(room, Set.of()));
              if (!up.isEmpty()) {
                forbidden.put(room, up);
              }
            });

    assertThat(forbidden).isEmpty();
    assertThat(MAY_USE.keySet()).isEqualTo(uses().keySet());
  }

  @Test
  void noPackageHasMoreThan26Classes() {
    Map<String, Long> sizes =
        topLevel().collect(Collectors.groupingBy(ArchitectureTest::room, Collectors.counting()));

    assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(26));
    assertThat(sizes).hasSizeGreaterThan(10);
  }

  @Test
  void noCycleOfClassesIsLongerThanAPair() {
    Map<String, Set<String>> uses = new TreeMap<>();
    CLASSES.forEach(
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(target -> target.getPackageName().startsWith(CORE))
                .map(ArchitectureTest::outer)
                .filter(target -> !target.equals(outer(type)))
                .forEach(
                    target -> uses.computeIfAbsent(outer(type), t -> new TreeSet<>()).add(target)));

    assertThat(cycles(uses)).allSatisfy(cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(2));
  }

  /** The sets of names of which each reaches each other. */
  private static Set<Set<String>> cycles(Map<String, Set<String>> uses) {
    Map<String, Set<String>> reached = new TreeMap<>();
    uses.keySet().forEach(name -> reached.put(name, reachedFrom(name, uses)));
    return reached.keySet().stream()
        .map(
            name ->
                reached.getOrDefault(name, Set.of()).stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                    .collect(Collectors.toSet()))
        .filter(cycle -> !cycle.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> uses) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(uses.getOrDefault(start, Set.of()));
    while (!next.isEmpty()) { // ends: each name is followed once
      String name = next.remove();
      if (reached.add(name)) {
        next.addAll(uses.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }

  private static String outer(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** The packages that each package uses. */
  private static Map<String, Set<String>> uses() {
    Map<String, Set<String>> uses = new TreeMap<>();
    topLevel().forEach(type -> uses.put(room(type), new TreeSet<>()));
    CLASSES.stream()
        .filter(type -> !room(type).isEmpty())
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(CORE + "."))
        .filter(use -> !room(use.getTargetClass()).equals(room(use.getOriginClass())))
        .forEach(
            use ->
                uses.computeIfAbsent(room(use.getOriginClass()), room -> new TreeSet<>())
                    .add(room(use.getTargetClass())));
    return uses;
  }

  private static Stream<JavaClass> topLevel() {
    return CLASSES.stream()
        .filter(
            type ->
                !room(type).isEmpty()
                    && !type.getName().endsWith("package-info")
                    && type.isTopLevelClass());
  }

  /** The last part of the package; empty for {@code core} itself. */
  private static String room(JavaClass type) {
    return type.getPackageName().equals(CORE)
        ? ""
        : type.getPackageName().substring(CORE.length() + 1);
  }

  @Test
  void theDocumentedDiagramShowsTheArrowsBetweenPackages() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(DIAGRAM_BEGIN) + DIAGRAM_BEGIN.length();
    String written =
        page.substring(0, begin) + diagram() + page.substring(page.indexOf("```", begin));
    if (Boolean.getBoolean("rooms.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(written);
  }

  /** An arrow is left out where others lead to the same package. */
  private static String diagram() {
    Map<String, Set<String>> uses = uses();
    StringBuilder text = new StringBuilder();
    uses.forEach(
        (room, used) ->
            used.stream()
                .filter(
                    target ->
                        used.stream().noneMatch(other -> reachedFrom(other, uses).contains(target)))
                .forEach(
                    target ->
                        text.append("  ")
                            .append(room)
                            .append(" --> ")
                            .append(target)
                            .append('\n')));
    return text.toString();
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

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
