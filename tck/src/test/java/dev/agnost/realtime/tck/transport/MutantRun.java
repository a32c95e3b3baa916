package dev.agnost.realtime.tck.transport;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The whole kit, run on one mutant through JUnit's launcher on the current thread. */
final class MutantRun implements TestExecutionListener {

  private static final ThreadLocal<Mutant> CURRENT = new ThreadLocal<>();
  private static final ThreadLocal<HttpPeer> HTTP = new ThreadLocal<>();

  private final Mutant mutant;
  private final Map<String, List<String>> failures = new TreeMap<>();
  private final Map<String, Integer> tests = new LinkedHashMap<>();

  private MutantRun(Mutant mutant) {
    this.mutant = mutant;
  }

  /** The mutant that the calling thread runs. */
  static Mutant current() {
    return CURRENT.get();
  }

  /** WireMock of the calling thread's run. */
  static HttpPeer http() {
    return HTTP.get();
  }

  static MutantRun of(Mutant mutant, HttpPeer http) {
    MutantRun run = new MutantRun(mutant);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(MutantTck.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    CURRENT.set(mutant);
    HTTP.set(http);
    try {
      LauncherFactory.create().execute(request, run);
    } finally {
      CURRENT.remove();
      HTTP.remove();
    }
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String rule =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(source -> ((MethodSource) source).getJavaMethod().getAnnotation(Rule.class))
            .map(Rule::value)
            .orElse("");
    if (rule.isEmpty()) {
      result.getThrowable().ifPresent(t -> failed("outside", String.valueOf(t.getMessage())));
      return;
    }
    tests.merge(rule, 1, Integer::sum);
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      failed(rule, result.getThrowable().map(Throwable::getMessage).orElse("no message"));
    }
  }

  private void failed(String rule, String message) {
    failures.computeIfAbsent(rule, r -> new ArrayList<>()).add(message);
  }

  Mutant mutant() {
    return mutant;
  }

  /** Rules of which a test failed, with the messages. */
  Map<String, List<String>> failures() {
    return failures;
  }

  /** How many tests of each rule ran. */
  Map<String, Integer> tests() {
    return tests;
  }

  boolean killedAsIntended() {
    return failures.getOrDefault(mutant.rule(), List.of()).stream()
        .anyMatch(message -> message.startsWith(mutant.rule() + " "));
  }

  /** The share of the other rules that passed. */
  double specificity() {
    long others = failures.keySet().stream().filter(rule -> !rule.equals(mutant.rule())).count();
    return 1 - others / (double) Math.max(1, tests.size() - 1);
  }
}
