package dev.agnost.realtime.tck.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs the kit inside JUnit: gives each test its {@link Bench}, leaves out what is waived, words
 * failures, breaks off tests that hang, and writes the report.
 */
final class TckExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        AfterEachCallback,
        AfterAllCallback,
        TestWatcher {

  private static final Namespace SPACE = Namespace.create(TckExtension.class);

  /** A test's bench and its guard against hanging. */
  private record Running(Bench bench, AtomicBoolean hung, ScheduledFuture<?> guard) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    TransportTck tck = (TransportTck) context.getRequiredTestInstance();
    TckSettings settings = new TckSettings();
    tck.configure(settings);
    TckRun run = new TckRun(settings, tck::provider);
    context.getStore(SPACE).put(TckRun.class, run);
    run.report().begin(run.provider());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    RuleBook.Entry rule = rule(context);
    TckRun run = run(context);
    String waiver = run.settings().waiver(rule.id(), test(context));
    if (waiver != null) {
      throw new NoVerdict(Outcome.WAIVED, waiver);
    }
    if (!rule.id().startsWith("T1.")) { // those count threads before there is any transport
      run.slow().start();
    }
    Bench bench = new Bench(run, rule.id());
    AtomicBoolean hung = new AtomicBoolean();
    Thread tester = Thread.currentThread();
    ScheduledFuture<?> guard =
        run.watchdog()
            .schedule(
                () -> {
                  hung.set(true);
                  bench.close();
                  tester.interrupt();
                },
                patience(context, run).toNanos(),
                TimeUnit.NANOSECONDS);
    context.getStore(SPACE).put(Running.class, new Running(bench, hung, guard));
  }

  private static Duration patience(ExtensionContext context, TckRun run) {
    Duration hopeless = run.deadline().hopeless();
    return context.getTags().contains("slow") ? hopeless.plus(run.settings().slowWait()) : hopeless;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bench.class;
  }

  @Override
  public Bench resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).bench();
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    Running running = running(context);
    Throwable shown = failure;
    if (running.hung().get()) {
      shown =
          new Mismatch(
              "the test to end within " + patience(context, run(context)).toSeconds() + " s",
              "a call that blocks: " + failure);
    }
    RuleBook.Entry rule = rule(context);
    if (rule.strength() == Strength.ADVICE) {
      throw new NoVerdict(Outcome.ADVICE_NOT_FOLLOWED, String.valueOf(shown.getMessage()));
    }
    if (!run(context).offers(rule)) {
      throw new NoVerdict(Outcome.NOT_OFFERED, String.valueOf(rule.capability()));
    }
    PeerLog log = running.bench().log();
    throw new AssertionFailedError(FailureText.of(rule, shown, log), failure);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Running running = context.getStore(SPACE).get(Running.class, Running.class);
    if (running != null) {
      running.guard().cancel(false);
      running.bench().close();
      Thread.interrupted(); // the guard may have come too late; the next test is not to feel it
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TckRun run = run(context);
    run.close();
    run.report().write();
    if (!run.breaches().unreported().isEmpty()) {
      throw new AssertionError(
          "signal rules were broken, and their own tests did not run: "
              + run.breaches().unreported());
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    RuleBook.Entry rule = rule(context);
    TckRun run = run(context);
    if (run.offers(rule)) {
      run.report().add(rule.id(), test(context), Outcome.PASSED, "");
    } else {
      String remark = rule.capability() + " is not declared, although this test passes";
      run.report().add(rule.id(), test(context), Outcome.NOT_OFFERED, remark);
    }
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    NoVerdict why =
        cause instanceof NoVerdict known
            ? known
            : new NoVerdict(Outcome.NOT_APPLICABLE, String.valueOf(cause.getMessage()));
    run(context).report().add(rule(context).id(), test(context), why.outcome(), why.remark());
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    run(context).report().add(rule(context).id(), test(context), Outcome.FAILED, text);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    run(context)
        .report()
        .add(rule(context).id(), test(context), Outcome.WAIVED, "disabled: " + reason);
  }

  private static String test(ExtensionContext context) {
    return context.getRequiredTestMethod().getName();
  }

  private static RuleBook.Entry rule(ExtensionContext context) {
    Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
    if (rule == null) {
      throw new IllegalStateException(
          "a subclass of TransportTck has only the kit's tests; move this one to its own class: "
              + test(context));
    }
    return RuleBook.get().rule(rule.value());
  }

  private static TckRun run(ExtensionContext context) {
    TckRun run = context.getStore(SPACE).get(TckRun.class, TckRun.class);
    if (run == null) {
      throw new IllegalStateException("the kit has not been started");
    }
    return run;
  }

  private static Running running(ExtensionContext context) {
    Running running = context.getStore(SPACE).get(Running.class, Running.class);
    if (running == null) {
      throw new IllegalStateException("the test has not been started");
    }
    return running;
  }
}
