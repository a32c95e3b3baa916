package dev.agnost.realtime.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows of {@code docs/security-tests.md} that are about how core is built. */
class SecurityRowsTest {

  /** Each of them counts, or holds one entry for each event that something counted lets in. */
  private static final Set<String> QUEUES =
      Set.of(
          "OutboundQueue.waiting",
          "CallbackExecutor.callbacks",
          "SerialExecutor.inputs",
          "ServerBarrier.marks",
          "MessageStream.waiting",
          "Session.memberships"); // changes that wait in SerialExecutor.inputs

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.agnost.realtime");

  @Test
  void s22_thereIsNoQueueBesideTheKnownOnes() {
    Set<String> found =
        CLASSES.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getRawType().isAssignableTo(Queue.class))
            .filter(field -> field.getOwner().getPackageName().contains(".core."))
            .map(SecurityRowsTest::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(found).isEqualTo(new TreeSet<>(QUEUES));
  }

  private static String name(JavaField field) {
    return field.getOwner().getSimpleName() + "." + field.getName();
  }

  @Test
  void s31_clientsShareNoStateByStaticFields() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .haveNameNotMatching(".*SharedResources")
        .should()
        .beFinal()
        .check(CLASSES);
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().toString().contains("STATIC"))
                .filter(
                    field ->
                        field.getRawType().getPackageName().startsWith("java.util.concurrent")
                            && !name(field).equals("SharedResources.LOCK")
                            && !field.getRawType().getSimpleName().equals("TimeUnit"))
                .map(SecurityRowsTest::name))
        .isEmpty();
  }

  @Test
  void s32_theOnlyPropertyThatIsReadChoosesTheTransport() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ClientAssembler")
        .should()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class, String.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(Boolean.class, "getBoolean", String.class)
        .orShould()
        .callMethod(Integer.class, "getInteger", String.class)
        .orShould()
        .callMethod(Long.class, "getLong", String.class)
        .check(CLASSES);
  }
}
