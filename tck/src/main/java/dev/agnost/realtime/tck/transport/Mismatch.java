package dev.agnost.realtime.tck.transport;

import org.jspecify.annotations.Nullable;

/** What a rule's test wanted and what it got; {@link FailureText} makes the full message of it. */
final class Mismatch extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String came;

  Mismatch(String expected, String came) {
    super("expected " + expected + " but came " + came);
    this.expected = expected;
    this.came = came;
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
