package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResponseCollectorTest {

  private static final int LIMIT = 8;

  private final AttemptRegistry attempts = new AttemptRegistry();
  private final AtomicInteger released = new AtomicInteger();
  private final ResponseCollector collector =
      new ResponseCollector(request(List.of()), attempts, released::incrementAndGet);

  private static HttpRequest request(List<Header> headers) {
    return HttpRequest.of(
        "GET", URI.create("http://localhost/"), headers, ByteBuffer.allocate(0), LIMIT);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aResponseIsCollectedFromItsParts() {
    assertThat(attempts.add(collector)).isTrue();
    collector.header("X-One", " 1 ");
    collector.header("X-None", null);
    collector.header("X-Bad", "line\nbreak");

    assertThat(collector.body(bytes("four"))).isTrue();
    assertThat(collector.body(bytes("more"))).isTrue();
    collector.complete(404);

    HttpResponse response = collector.future().join();
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headers())
        .containsExactly(new Header("X-One", "1"), new Header("X-None", ""));
    assertThat(response.body()).isEqualTo(bytes("fourmore"));
    assertThat(released).hasValue(1);
    assertThat(attempts.size()).isZero();
  }

  @Test
  void aBodyAboveTheLimitEndsTheExchange() {
    assertThat(collector.body(bytes("four"))).isTrue();
    assertThat(collector.body(bytes("fiver"))).isFalse();
    collector.complete(200);

    assertFailed(Kind.MESSAGE_TOO_LARGE);
    assertThat(released).hasValue(1);
  }

  @Test
  void cancellingTheFutureReleasesTheConnection() {
    attempts.add(collector);

    assertThat(collector.future().cancel(true)).isTrue();
    collector.failed(new IllegalStateException("too late"));

    assertThat(released).hasValue(1);
    assertThat(attempts.size()).isZero();
  }

  @Test
  void closingTheTransportAbortsTheExchange() {
    attempts.add(collector);

    attempts.close();

    assertFailed(Kind.ABORTED);
    assertThat(released).hasValue(1);
  }

  @Test
  void aHeaderOfTheClientIsRefused() {
    HttpRequest wrong = request(List.of(new Header("Content-Length", "3")));

    assertThatThrownBy(() -> new ResponseCollector(wrong, attempts, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Content-Length");
  }

  private void assertFailed(Kind kind) {
    assertThatThrownBy(collector.future()::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }
}
