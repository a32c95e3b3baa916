package dev.agnost.realtime.tck.transport;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/** Which tests a rule has. */
final class RuleTests {

  private RuleTests() {}

  /** The names of the tests of a rule. */
  static Set<String> of(String rule) {
    Set<String> tests = new TreeSet<>();
    for (Class<?> category : TransportTck.class.getInterfaces()) {
      for (Method method : category.getDeclaredMethods()) {
        Rule mark = method.getAnnotation(Rule.class);
        if (mark != null && mark.value().equals(rule)) {
          tests.add(method.getName());
        }
      }
    }
    return tests;
  }
}
