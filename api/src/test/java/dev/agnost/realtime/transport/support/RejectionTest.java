package dev.agnost.realtime.transport.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RejectionTest {

  @Test
  void theFailureHasStatusRetryAfterAndBody() {
    Rejection rejection = new Rejection(503, "7");
    assertThat(rejection.add(ByteBuffer.wrap("not ".getBytes(UTF_8)))).isFalse();
    assertThat(rejection.add(ByteBuffer.wrap("now".getBytes(UTF_8)).asReadOnlyBuffer())).isFalse();

    TransportException failure = rejection.toFailure();

    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.body()).isEqualTo("not now");
  }

  @Test
  void aBodyWithoutEndIsBounded() {
    Rejection rejection = new Rejection(403, null);
    ByteBuffer part = ByteBuffer.allocate(3_000);

    assertThat(rejection.add(part)).isFalse();
    for (int i = 0; i < 100; i++) {
      part.clear();
      assertThat(rejection.add(part)).isTrue();
      assertThat(part.hasRemaining()).isFalse();
    }

    assertThat(rejection.toFailure().body()).hasSize(TransportException.MAX_BODY_CHARS);
  }
}
