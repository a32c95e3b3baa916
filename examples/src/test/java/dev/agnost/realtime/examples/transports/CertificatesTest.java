package dev.agnost.realtime.examples.transports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.agnost.realtime.examples.Repository;
import dev.agnost.realtime.examples.transports.Certificate.Verdict;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every transport of this build keeps every rule, but for what it waives with a reason. The table
 * of rules and transports goes to {@code target/transport-tck/all.md} of the project.
 *
 * <p>The reports are those that the kit's runs have left in the modules of the transports. A
 * transport that comes from a repository, because its module is not part of the build, is left out,
 * and the example unless it is night, when the kit runs on it.
 */
class CertificatesTest {

  private final @Nullable String build = System.getProperty("agnost.tck.build");

  @Test
  void everyRuleIsKeptByEveryTransport() throws Exception {
    assumeThat(build).as("run by Maven, which names the build").isNotNull();
    Map<String, Path> reports = reports();
    assertThat(onTheClassPath()).contains("netty", "jetty", "okhttp", "jdk");
    Map<String, Certificate> certificates = new TreeMap<>();
    for (Map.Entry<String, Path> report : reports.entrySet()) {
      assertThat(report.getValue()).as("report of the kit's run on " + report.getKey()).exists();
      certificates.put(report.getKey(), Certificate.parse(Files.readString(report.getValue())));
    }
    write(certificates);

    certificates.forEach(
        (name, certificate) -> {
          assertThat(certificate.build()).as("build of the report on " + name).isEqualTo(build);
          assertThat(certificate.wanting()).as("rules that " + name + " does not keep").isEmpty();
          assertThat(certificate.count(Verdict.PASSED)).as(name).isPositive();
        });
  }

  private static Set<String> onTheClassPath() {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(provider -> provider.get().name())
        .collect(Collectors.toSet());
  }

  /** By transport, of those that this build has compiled. */
  private static Map<String, Path> reports() throws URISyntaxException {
    Map<String, Path> reports = new TreeMap<>();
    for (TransportProvider provider : ServiceLoader.load(TransportProvider.class)) {
      if (provider.name().equals("jdk") && !Boolean.getBoolean("agnost.night")) {
        continue;
      }
      Path from =
          Path.of(provider.getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
      Optional<Path> target = target(from);
      if (target.isPresent()) {
        Path report = target.get().resolve("transport-tck").resolve(provider.name() + ".md");
        reports.put(provider.name(), report);
      } else {
        System.out.println(provider.name() + ": not part of this build");
      }
    }
    return reports;
  }

  /** The folder of a module's build that this class path entry lies in. */
  private static Optional<Path> target(Path entry) {
    for (Path folder = entry; folder != null; folder = folder.getParent()) {
      if (folder.endsWith("target") && folder.startsWith(Repository.root())) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  private static void write(Map<String, Certificate> certificates) throws IOException {
    Path folder = Repository.root().resolve(Path.of("target", "transport-tck"));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("all.md"), table(certificates));
    certificates.forEach((name, c) -> System.out.println(summary(name, c)));
  }

  private static String summary(String name, Certificate certificate) {
    StringBuilder out = new StringBuilder(name);
    out.append(" (").append(certificate.library()).append("):");
    for (Verdict verdict : Verdict.values()) {
      long count = certificate.count(verdict);
      if (count > 0 && verdict != Verdict.NOT_TESTABLE) {
        out.append(' ').append(count).append(' ').append(verdict).append(',');
      }
    }
    return out.substring(0, out.length() - 1);
  }

  private static String table(Map<String, Certificate> certificates) {
    StringBuilder out = new StringBuilder("# Transports and rules\n\n");
    certificates.forEach((name, c) -> out.append("* ").append(summary(name, c)).append('\n'));
    out.append("\n| Rule |");
    certificates.keySet().forEach(name -> out.append(' ').append(name).append(" |"));
    out.append("\n|---|").append("---|".repeat(certificates.size())).append('\n');
    certificates.values().stream()
        .flatMap(certificate -> certificate.outcomes().keySet().stream())
        .distinct()
        .forEach(rule -> row(out, rule, certificates));
    out.append("\nLeft out:\n\n");
    certificates.forEach((name, certificate) -> reasons(out, name, certificate));
    return out.toString();
  }

  private static void row(StringBuilder out, String rule, Map<String, Certificate> certificates) {
    out.append("| ").append(rule).append(" |");
    for (Certificate certificate : certificates.values()) {
      Certificate.Outcome outcome = certificate.outcomes().get(rule);
      out.append(' ').append(outcome == null ? Verdict.NOT_RUN : outcome.verdict()).append(" |");
    }
    out.append('\n');
  }

  private static void reasons(StringBuilder out, String name, Certificate certificate) {
    certificate
        .outcomes()
        .forEach(
            (rule, outcome) -> {
              if (!outcome.reason().isEmpty()) {
                out.append("* ").append(name).append(' ').append(rule).append(": ");
                out.append(outcome.reason()).append('\n');
              }
            });
  }
}
