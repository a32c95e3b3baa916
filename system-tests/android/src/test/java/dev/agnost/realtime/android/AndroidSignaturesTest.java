package dev.agnost.realtime.android;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.CoreClientProvider;
import dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Everything that api, core and the OkHttp transport use of the JDK exists on Android 8 (API 26)
 * with core library desugaring, or has a row in the table of {@code docs/guide/android.md}.
 */
class AndroidSignaturesTest {

  private static final Path PAGE = Path.of("../../docs/guide/android.md");

  /** {@code | class | reference | reason |}, with any class or any reference for {@code *}. */
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w.*$]+)` \\| `([^`]+)` \\| [^|]{10,} \\|");

  private static final Pattern FINDING =
      Pattern.compile(".*?([\\w$]+)\\.class:.*?Undefined reference: (.*)");

  /** What is on the class path beside the JDK. */
  private static final Set<String> LIBRARIES =
      Set.of(
          "dev.agnost.*",
          "org.slf4j.*",
          "com.fasterxml.*",
          "io.micrometer.*",
          "okhttp3.*",
          "okio.*",
          "kotlin.*",
          "org.jspecify.*");

  private static final Set<Finding> FINDINGS = findings();

  private final List<Exempt> exempt = exempt();

  @Test
  void whatAndroidLacksIsListedWithAReason() {
    assertThat(FINDINGS).as("records at least, so the check works").isNotEmpty();
    assertThat(FINDINGS.stream().filter(f -> exempt.stream().noneMatch(e -> e.covers(f))))
        .as("neither on Android 8 nor in the table of %s", PAGE)
        .isEmpty();
  }

  @Test
  void noRowIsWithoutUse() {
    assertThat(exempt.stream().filter(e -> FINDINGS.stream().noneMatch(e::covers))).isEmpty();
  }

  private static Set<Finding> findings() {
    Set<Finding> findings = new TreeSet<>();
    try (InputStream signatures =
        Files.newInputStream(Path.of(System.getProperty("agnost.android.signatures")))) {
      SignatureChecker checker =
          new SignatureChecker(signatures, LIBRARIES, new Recorder(findings));
      checker.setCheckJars(true);
      checker.setSourcePath(List.of());
      for (Class<?> of :
          List.of(AgnostClient.class, CoreClientProvider.class, OkHttpTransportProvider.class)) {
        File origin = origin(of);
        assertThat(origin).exists();
        checker.process(origin);
      }
      return findings;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static File origin(Class<?> of) throws URISyntaxException {
    return new File(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<Exempt> exempt() {
    try (Stream<String> lines = Files.lines(PAGE)) {
      List<Exempt> rows = new ArrayList<>();
      lines
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .forEach(row -> rows.add(new Exempt(row.group(1), row.group(2))));
      assertThat(rows).as("the table of %s", PAGE).isNotEmpty();
      return rows;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Exempt(String type, String reference) {

    boolean covers(Finding finding) {
      return (type.equals("*") || type.equals(finding.type))
          && (reference.equals("*") || reference.equals(finding.reference));
    }
  }

  private record Finding(String type, String reference) implements Comparable<Finding> {

    @Override
    public int compareTo(Finding other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Takes findings from the messages, since the checker returns only whether there are some. */
  private record Recorder(Set<Finding> findings) implements Logger {

    @Override
    public void error(String message) {
      Matcher finding = FINDING.matcher(message);
      assertThat(finding.matches()).as(message).isTrue();
      String type = finding.group(1);
      findings.add(new Finding(type.replaceAll("\\$.*", ""), finding.group(2)));
    }

    @Override
    public void error(String message, Throwable failure) {
      throw new AssertionError(message, failure);
    }

    @Override
    public void info(String message) {}

    @Override
    public void info(String message, Throwable failure) {}

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String message, Throwable failure) {}

    @Override
    public void warn(String message) {}

    @Override
    public void warn(String message, Throwable failure) {}
  }
}
