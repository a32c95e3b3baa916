package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;

/** The opening handshake of one connection, RFC 6455 §4.1. */
final class Upgrade {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
  private static final int KEY_BYTES = 16;

  private final ConnectRequest request;
  private final String key;

  Upgrade(ConnectRequest request, SecureRandom random) {
    this.request = request;
    byte[] nonce = new byte[KEY_BYTES];
    random.nextBytes(nonce);
    this.key = Base64.getEncoder().encodeToString(nonce);
  }

  ByteBuffer request() {
    String host = Endpoint.of(request.uri()).authority();
    return new RequestHead("GET", Endpoint.target(request.uri()), host)
        .add("Upgrade", "websocket")
        .add("Connection", "Upgrade")
        .add("Sec-WebSocket-Key", key)
        .addAll(request.headers()) // not last: Jetty's debug logs show the last 16 bytes
        .add("Sec-WebSocket-Version", "13")
        .with(ByteBuffer.allocate(0));
  }

  /**
   * Checks a response with status 101.
   *
   * @throws TransportException with {@link Kind#PROTOCOL}
   */
  void verify(HttpVersion version, HttpFields fields) {
    require(version == HttpVersion.HTTP_1_1, "the response with status 101 is not HTTP/1.1");
    require(
        fields.contains(HttpHeader.CONNECTION, "upgrade"),
        "the response lacks Connection: Upgrade");
    List<String> upgrade = fields.getValuesList(HttpHeader.UPGRADE);
    require(
        upgrade.size() == 1 && upgrade.get(0).strip().equalsIgnoreCase("websocket"),
        "the response lacks Upgrade: websocket");
    List<String> accept = fields.getValuesList(HttpHeader.SEC_WEBSOCKET_ACCEPT);
    require(
        accept.size() == 1 && accept.get(0).strip().equals(expectedAccept()),
        "Sec-WebSocket-Accept of the response does not answer the key");
    require(
        fields.getValuesList(HttpHeader.SEC_WEBSOCKET_EXTENSIONS).stream()
            .allMatch(String::isBlank),
        "the response has an extension that was not offered");
    require(
        !fields.contains(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL),
        "the response has a subprotocol that was not offered");
  }

  private String expectedAccept() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-1", impossible);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new TransportException(Kind.PROTOCOL, otherwise, null);
    }
  }
}
