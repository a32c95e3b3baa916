package dev.agnost.realtime.tck.transport;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Describes a failed rule: its text, what was expected, what came, what the peer saw, a hint. */
final class FailureText {

  private static final int STACK_LINES = 12;

  private FailureText() {}

  static String of(RuleBook.Entry rule, Throwable failure, PeerLog log) {
    String expected = "the test to run to its end";
    String came = unexpected(failure);
    RuleBook.Entry hinting = rule;
    if (failure instanceof Mismatch mismatch) {
      expected = mismatch.expected();
      came = mismatch.came();
      hinting = mismatch.rule() == null ? rule : RuleBook.get().rule(mismatch.rule());
    } else if (failure instanceof PeerConnection.PeerGone) {
      expected = "an open connection";
      came = failure.getMessage() + " (" + failure.getCause() + ")";
    }
    return rule.id()
        + " "
        + rule.sentence()
        + "\n  expected:    "
        + expected
        + "\n  came:        "
        + came
        + "\n  peer log:\n"
        + log.text()
        + "\n  check first: "
        + (hinting.id().equals(rule.id()) ? "" : hinting.id() + " " + hinting.sentence() + " ")
        + hinting.hints();
  }

  private static String unexpected(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    StringBuilder out = new StringBuilder();
    text.toString().lines().limit(STACK_LINES).forEach(l -> out.append(l).append("\n      "));
    return out.toString().stripTrailing();
  }
}
