package dev.agnost.realtime.systemtests.node;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Decides for {@link RequiresNode} and {@link RequiresRedis}, which are what tests use; once per
 * test class.
 */
public final class NodeCondition implements ExecutionCondition {
  private static final String REQUIRED = "AGNOST_REQUIRE_NODE";

  /** Called by JUnit. */
  public NodeCondition() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("decided for the class");
    }
    boolean redis = context.getRequiredTestClass().isAnnotationPresent(RequiresRedis.class);
    Optional<String> missing = NodeAgnostServer.missing();
    if (missing.isEmpty() && redis) {
      missing = RedisServer.missing();
    }
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("Node.js can run the server");
    }
    if (required()) {
      return ConditionEvaluationResult.enabled(REQUIRED + " is set, so it fails: " + missing.get());
    }
    System.err.printf(
        "%n*** SKIPPED: %s needs %s.%n*** %s%n*** Set %s=true to make this a failure.%n%n",
        context.getDisplayName(), redis ? "Node.js and Redis" : "Node.js", missing.get(), REQUIRED);
    return ConditionEvaluationResult.disabled(missing.get());
  }

  private static boolean required() {
    return Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED);
  }
}
