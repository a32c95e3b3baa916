package dev.agnost.realtime.systemtests.compatibility;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What would tie a transport to one version of its library, or to one JDK. */
class PublicApiTest {

  private static final JavaClasses TRANSPORTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.agnost.realtime.transport.netty",
              "dev.agnost.realtime.transport.jetty",
              "dev.agnost.realtime.transport.okhttp");

  @Test
  void allTransportsAreRead() {
    assertThat(TRANSPORTS.stream().map(found -> found.getPackageName()).distinct()).hasSize(3);
    assertThat(TRANSPORTS).hasSizeGreaterThan(40);
  }

  @Test
  void noTransportUsesInternalsOfItsLibrary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..internal", "..internal..")
        .check(TRANSPORTS);
  }

  @Test
  void noTransportUsesReflectionOrInternalsOfTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke", "sun..", "jdk..")
        .check(TRANSPORTS);
    noClasses().should().callMethod(Class.class, "forName", String.class).check(TRANSPORTS);
    noClasses()
        .should()
        .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
        .check(TRANSPORTS);
  }
}
