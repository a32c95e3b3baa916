package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void saysRuleExpectationWhatCameTheLogAndAHint() {
    PeerLog log = new PeerLog();
    log.add("connection 1: read GET / HTTP/1.1");

    String text =
        FailureText.of(RuleBook.get().rule("T4.2"), new Mismatch("message n7", "n8"), log);

    assertThat(text)
        .startsWith("T4.2 If one send happens-before another")
        .contains("expected:    message n7", "came:        n8", "read GET / HTTP/1.1")
        .contains("check first: writes on the event loop, or from inside a signal, overtake");
  }

  @Test
  void showsWhereAnUnexpectedExceptionCameFrom() {
    String text =
        FailureText.of(
            RuleBook.get().rule("T2.1"), new IllegalStateException("oops"), new PeerLog());

    assertThat(text)
        .startsWith("T2.1 ")
        .contains("IllegalStateException: oops", "FailureTextTest", "no server was reached");
  }

  @Test
  void theLogKeepsItsEnd() {
    PeerLog log = new PeerLog();
    for (int i = 0; i < 100; i++) {
      log.add("line " + i);
    }

    assertThat(log.text()).contains("60 earlier lines left out", "line 60", "line 99");
    assertThat(log.text()).doesNotContain("line 59");
  }
}
