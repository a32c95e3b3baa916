package dev.agnost.realtime.tck.transport;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names each test by its rule's sentence, and by its own name where a rule has several. */
final class RuleSentences extends DisplayNameGenerator.Standard {

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method method) {
    Rule rule = method.getAnnotation(Rule.class);
    if (rule == null) {
      return super.generateDisplayNameForMethod(enclosing, testClass, method);
    }
    String sentence = RuleBook.get().rule(rule.value()).sentence();
    return rule.value() + " " + sentence + " [" + words(method.getName()) + "]";
  }

  /** {@code t4_2_sendsKeepOrder} becomes {@code sends keep order}. */
  static String words(String methodName) {
    String name = methodName.replaceFirst("^[th]\\d+_(\\d+_)?", "");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        out.append(' ');
      }
      out.append(c);
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
