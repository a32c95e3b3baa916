package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

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

  FullHttpRequest request() {
    HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    headers.add("Host", Endpoint.of(request.uri()).authority());
    headers.add("Upgrade", "websocket");
    headers.add("Connection", "Upgrade");
    headers.add("Sec-WebSocket-Key", key);
    headers.add("Sec-WebSocket-Version", "13");
    for (Header header : request.headers()) {
      headers.add(header.name(), header.value());
    }
    return new DefaultFullHttpRequest(
        HttpVersion.HTTP_1_1,
        HttpMethod.GET,
        Endpoint.target(request.uri()),
        Unpooled.EMPTY_BUFFER,
        headers,
        EmptyHttpHeaders.INSTANCE);
  }

  /**
   * Checks a response with status 101.
   *
   * @throws TransportException with {@link Kind#PROTOCOL}
   */
  void verify(HttpResponse response) {
    HttpHeaders headers = response.headers();
    require(
        response.protocolVersion().equals(HttpVersion.HTTP_1_1),
        "the response with status 101 is not HTTP/1.1");
    require(
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true),
        "the response lacks Connection: Upgrade");
    List<String> upgrade = headers.getAll(HttpHeaderNames.UPGRADE);
    require(
        upgrade.size() == 1 && upgrade.get(0).strip().equalsIgnoreCase("websocket"),
        "the response lacks Upgrade: websocket");
    List<String> accept = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
    require(
        accept.size() == 1 && accept.get(0).strip().equals(expectedAccept()),
        "Sec-WebSocket-Accept of the response does not answer the key");
    require(
        headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream().allMatch(String::isBlank),
        "the response has an extension that was not offered");
    require(
        !headers.contains(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL),
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
