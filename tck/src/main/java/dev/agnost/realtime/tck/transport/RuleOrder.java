package dev.agnost.realtime.tck.transport;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.Tag;

/**
 * Rules by number; the slow ones, which have been waiting in the background, late; last of all
 * those that gather what the recording listeners saw in all other tests.
 */
final class RuleOrder implements MethodOrderer {

  private static final Set<String> GATHERING = Set.of("T3.1", "T3.2", "T3.4");

  @Override
  public void orderMethods(MethodOrdererContext context) {
    context
        .getMethodDescriptors()
        .sort(
            Comparator.comparingInt((MethodDescriptor m) -> turn(m.getMethod()))
                .thenComparingInt(m -> number(id(m.getMethod())))
                .thenComparing(m -> m.getMethod().getName()));
  }

  private static int turn(Method method) {
    if (GATHERING.contains(id(method)) || method.getName().endsWith("InAllTests")) {
      return 2;
    }
    return method.isAnnotationPresent(Tag.class) ? 1 : 0;
  }

  private static String id(Method method) {
    Rule rule = method.getAnnotation(Rule.class);
    return rule == null ? "" : rule.value();
  }

  /** T4.12 becomes 412, H3 becomes 9003, and what has no rule comes after. */
  static int number(String id) {
    if (id.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    String digits = id.substring(1);
    int dot = digits.indexOf('.');
    return dot < 0
        ? 9000 + Integer.parseInt(digits)
        : 100 * Integer.parseInt(digits.substring(0, dot))
            + Integer.parseInt(digits.substring(dot + 1));
  }
}
