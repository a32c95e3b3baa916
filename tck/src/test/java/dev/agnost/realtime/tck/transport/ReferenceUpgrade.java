package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The upgrade request of RFC 6455 and the check of its answer. */
class ReferenceUpgrade {

  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_BODY = TransportException.MAX_BODY_CHARS;

  private final ConnectRequest request;
  private final String key = newKey();

  ReferenceUpgrade(ConnectRequest request) {
    this.request = request;
  }

  private static String newKey() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  byte[] head() {
    StringBuilder out = new StringBuilder("GET ").append(target()).append(" HTTP/1.1\r\n");
    line(out, "Host", host());
    line(out, "Upgrade", "websocket");
    line(out, "Connection", "Upgrade");
    line(out, "Sec-WebSocket-Key", key);
    line(out, "Sec-WebSocket-Version", "13");
    for (Header header : headers()) {
      line(out, header.name(), header.value());
    }
    return out.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  String target() {
    String path = request.uri().getRawPath();
    String query = request.uri().getRawQuery();
    return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  List<Header> headers() {
    return request.headers();
  }

  private String host() {
    int standard = request.secure() ? 443 : 80;
    String host = request.uri().getHost();
    return request.port() == standard ? host : host + ":" + request.port();
  }

  static void line(StringBuilder out, String name, String value) {
    out.append(name).append(": ").append(value).append("\r\n");
  }

  int maxHead() {
    return MAX_HEAD;
  }

  /** Reads the response head. */
  RequestHead readResponse(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!endsWithEmptyLine(head)) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended before the upgrade was answered");
      }
      head.append((char) b);
      boolean http = "HTTP/1.".startsWith(head.substring(0, Math.min(head.length(), 7)));
      if (!http || head.length() > maxHead()) {
        throw new ProtocolException("this is not the head of an HTTP response");
      }
    }
    return RequestHead.parse(head.toString());
  }

  private static boolean endsWithEmptyLine(StringBuilder head) {
    int length = head.length();
    return length >= 4 && head.charAt(length - 1) == '\n' && head.charAt(length - 3) == '\n';
  }

  /** Throws unless the response is the right 101. */
  void check(RequestHead response, InputStream in) throws IOException {
    int status = status(response);
    if (status != 101) {
      throw rejected(status, response, in);
    }
    require("websocket".equalsIgnoreCase(response.value("Upgrade")), "Upgrade");
    String connection = response.value("Connection").toLowerCase(Locale.ROOT);
    require(List.of(connection.split("\\s*,\\s*", -1)).contains("upgrade"), "Connection");
    checkAccept(response);
    checkExtension(response);
    require(response.values("Sec-WebSocket-Protocol").isEmpty(), "Sec-WebSocket-Protocol");
  }

  void checkAccept(RequestHead response) throws IOException {
    String wanted = new RequestHead("", List.of("Sec-WebSocket-Key: " + key)).accept();
    require(wanted.equals(response.value("Sec-WebSocket-Accept")), "Sec-WebSocket-Accept");
  }

  void checkExtension(RequestHead response) throws IOException {
    require(response.values("Sec-WebSocket-Extensions").isEmpty(), "Sec-WebSocket-Extensions");
  }

  private static void require(boolean good, String header) throws IOException {
    if (!good) {
      throw new ProtocolException("bad header " + header + " in the answer to the upgrade");
    }
  }

  static int status(RequestHead response) throws IOException {
    String[] parts = response.line().split(" ", 3);
    if (parts.length < 2 || !parts[1].matches("[1-5][0-9][0-9]")) {
      throw new ProtocolException("bad status line: " + response.line());
    }
    return Integer.parseInt(parts[1]);
  }

  private static TransportException rejected(int status, RequestHead response, InputStream in) {
    String retry = response.value("Retry-After");
    Duration after = RetryAfter.parse(retry, Instant.now());
    return TransportException.rejected(status, after, body(response, in));
  }

  private static String body(RequestHead response, InputStream in) {
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    try {
      String length = response.value("Content-Length");
      if (!response.value("Transfer-Encoding").isEmpty()) {
        ReferenceHttp.chunked(in, MAX_BODY, start);
      } else if (status(response) != 204) {
        long most = length.isEmpty() ? MAX_BODY : Math.min(Long.parseLong(length), MAX_BODY);
        for (int b = 0; b >= 0 && start.size() < most; ) {
          b = in.read();
          start.write(b);
        }
      }
    } catch (IOException | RuntimeException partial) {
      // ignored: what has come is enough
    }
    return start.toString(StandardCharsets.UTF_8);
  }
}
