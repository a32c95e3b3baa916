package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketHandshakeTest {

  /** The example of RFC 6455 §1.3. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final WebSocketHandshake handshake = new WebSocketHandshake(new SampleNonce());
  private final Map<String, List<String>> response =
      new HashMap<>(
          Map.of(
              "Connection", List.of("keep-alive, Upgrade"),
              "Upgrade", List.of("WebSocket"),
              "Sec-WebSocket-Accept", List.of("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));

  @Test
  void theExampleOfTheRfcIsAccepted() {
    assertThat(handshake.key()).isEqualTo(KEY);
    assertThatCode(this::verify).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "Connection, close",
    "Upgrade, h2c",
    "Sec-WebSocket-Accept, s3pPLMBiTxaQ9kYGzzhZRbK+xOp=",
    "Sec-WebSocket-Extensions, permessage-deflate",
    "Sec-WebSocket-Protocol, chat"
  })
  void aWrongFieldIsRefused(String name, String value) {
    response.put(name, List.of(value));

    assertThatThrownBy(this::verify)
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
  }

  @ParameterizedTest
  @CsvSource({"Connection", "Upgrade", "Sec-WebSocket-Accept"})
  void aMissingFieldIsRefused(String name) {
    response.remove(name);

    assertThatThrownBy(this::verify).isInstanceOf(TransportException.class);
  }

  private void verify() {
    handshake.verify(name -> response.getOrDefault(name, List.of()));
  }

  private static final class SampleNonce extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] nonce = "the sample nonce".getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(nonce, 0, bytes, 0, bytes.length);
    }
  }
}
