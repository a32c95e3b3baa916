package dev.agnost.realtime.tck.transport;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit, or some of its rules, run through JUnit's launcher on the current thread. */
final class KitRun implements TestExecutionListener {

  /** Stands for the rule of what failed outside of any test. */
  static final String OUTSIDE = "outside";

  private static final ThreadLocal<Subject> CURRENT = new ThreadLocal<>();

  private final Map<String, List<String>> failures = new TreeMap<>();
  private final Set<String> ran = new TreeSet<>();
  private final Set<String> skipped = new TreeSet<>();
  private double seconds; // written once, after the run

  private KitRun() {}

  /** The subject that the calling thread runs. */
  static Subject current() {
    return CURRENT.get();
  }

  /** Runs the tests of those rules. */
  static KitRun of(Subject subject, Predicate<String> rules) {
    KitRun run = new KitRun();
    PostDiscoveryFilter chosen =
        test -> {
          String rule = rule(test.getSource().orElse(null));
          return FilterResult.includedIf(rule.isEmpty() || rules.test(rule));
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(SubjectTck.class))
            .filters(chosen)
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .build();
    CURRENT.set(subject);
    long start = System.nanoTime();
    try {
      LauncherFactory.create().execute(request, run);
    } finally {
      CURRENT.remove();
      run.seconds = (System.nanoTime() - start) / 1e9;
    }
    return run;
  }

  private static String rule(@Nullable TestSource source) {
    if (source instanceof MethodSource method) {
      Rule rule = method.getJavaMethod().getAnnotation(Rule.class);
      return rule == null ? "" : rule.value();
    }
    return "";
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String rule = rule(test.getSource().orElse(null));
    if (rule.isEmpty()) {
      result.getThrowable().ifPresent(t -> failed(OUTSIDE, String.valueOf(t.getMessage())));
      return;
    }
    switch (result.getStatus()) {
      case SUCCESSFUL -> ran.add(rule);
      case ABORTED -> {
        Throwable why = result.getThrowable().orElse(null);
        if (why instanceof InconclusiveException v && v.outcome() == Outcome.ADVICE_NOT_FOLLOWED) {
          ran.add(rule);
          failed(rule, rule + " " + v.remark());
        } else {
          skipped.add(rule);
        }
      }
      case FAILED -> {
        ran.add(rule);
        failed(rule, result.getThrowable().map(Throwable::getMessage).orElse("no message"));
      }
    }
  }

  private void failed(String rule, String message) {
    failures.computeIfAbsent(rule, r -> new ArrayList<>()).add(message);
  }

  /** Rules of which a test failed, with the messages. */
  Map<String, List<String>> failures() {
    return failures;
  }

  /** Rules of which a test ran to its end, well or badly. */
  Set<String> ran() {
    return ran;
  }

  /** Rules of which a test was left out. */
  Set<String> skipped() {
    return skipped;
  }

  /** How long it took. */
  double seconds() {
    return seconds;
  }
}
