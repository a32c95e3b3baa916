package dev.agnost.realtime.tck.transport;

import org.jspecify.annotations.Nullable;

/** What a rule's test wanted and what it got; {@link FailureText} makes the full message of it. */
final class Mismatch extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String came;

  private final @Nullable String rule;

  Mismatch(String expected, String came) {
    this(expected, came, null);
  }

  /**
   * @param rule whose hints fit, if it is not the one that is being tested
   */
  Mismatch(String expected, String came, @Nullable String rule) {
    super("expected " + expected + " but came " + came);
    this.expected = expected;
    this.came = came;
    this.rule = rule;
  }

  @Nullable String rule() {
    return rule;
  }

  String expected() {
    return expected;
  }

  String came() {
    return came;
  }

  /** Fails unless the condition holds. */
  static void unless(boolean condition, String expected, @Nullable Object came) {
    if (!condition) {
      throw new Mismatch(expected, String.valueOf(came));
    }
  }
}
