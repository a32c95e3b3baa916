package dev.agnost.realtime.tck.transport;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs the kit inside JUnit: gives each test its {@link TransportFixture} and a thread of its own,
 * leaves out what is waived, words failures, and writes the report.
 */
final class TckExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        TestExecutionExceptionHandler,
        AfterEachCallback,
        AfterAllCallback,
        TestWatcher {

  private static final Namespace SPACE = Namespace.create(TckExtension.class);

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
      throw new InconclusiveException(Outcome.WAIVED, waiver);
    }
    if (!rule.id().startsWith("T1.")) { // those count threads before there is any transport
      run.startSlow();
    }
    Deadline deadline = run.offers(rule) ? run.deadline() : run.deadline().fifth();
    TransportFixture fixture = new TransportFixture(run, rule.id(), deadline);
    context.getStore(SPACE).put(TransportFixture.class, fixture);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    TestThread.run(fixture(context), timeout(context, run(context)), invocation::proceed);
  }

  private static Duration timeout(ExtensionContext context, TckRun run) {
    Duration hopeless = run.deadline().hopeless();
    return context.getTags().contains("slow") ? hopeless.plus(run.settings().slowWait()) : hopeless;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TransportFixture.class;
  }

  @Override
  public TransportFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return fixture(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    RuleBook.Entry rule = rule(context);
    if (rule.strength() == RequirementLevel.ADVICE) {
      throw new InconclusiveException(
          Outcome.ADVICE_NOT_FOLLOWED, String.valueOf(failure.getMessage()));
    }
    if (!run(context).offers(rule)) {
      throw new InconclusiveException(Outcome.NOT_OFFERED, String.valueOf(rule.capability()));
    }
    PeerLog log = fixture(context).log();
    throw new AssertionFailedError(FailureText.of(rule, failure, log), failure);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TransportFixture fixture =
        context.getStore(SPACE).get(TransportFixture.class, TransportFixture.class);
    if (fixture != null) {
      fixture.close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TckRun run = run(context);
    run.close();
    run.report().write();
    if (!run.breaches().unreported().isEmpty()) {
      throw new AssertionError(
          "rules were broken in tests of others, and their own did not run: "
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
    InconclusiveException why =
        cause instanceof InconclusiveException known
            ? known
            : new InconclusiveException(Outcome.NOT_APPLICABLE, String.valueOf(cause.getMessage()));
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

  private static TransportFixture fixture(ExtensionContext context) {
    TransportFixture fixture =
        context.getStore(SPACE).get(TransportFixture.class, TransportFixture.class);
    if (fixture == null) {
      throw new IllegalStateException("the test has not been started");
    }
    return fixture;
  }
}
