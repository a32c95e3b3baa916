package dev.agnost.realtime.transport.okhttp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What ties a transport to one version of its library, or to one JDK. */
class PublicApiTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.agnost.realtime.transport.okhttp");

  @Test
  void onlyThePublicApiOfOkHttpAndOkioIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3.internal..", "okio.internal..")
        .check(classes);
  }

  @Test
  void thereIsNoReflection() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke", "sun..", "jdk..")
        .check(classes);
  }
}
