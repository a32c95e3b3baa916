package dev.agnost.realtime.testserver;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param text what is written: head and body
 * @param then what comes after it
 */
record HttpAnswer(String text, Then then) {

  enum Then {
    /** The end of the connection. */
    FINISH,
    /** A WebSocket with an Engine.IO session. */
    OPEN,
    /** A close frame. */
    CLOSE_FRAME,
    /** Nothing, until the peer gives up. */
    SILENCE
  }

  static HttpAnswer silence() {
    return new HttpAnswer("", Then.SILENCE);
  }

  static HttpAnswer json(int status, String body) {
    return of(status, Map.of("Content-Type", "application/json"), body);
  }

  static HttpAnswer html(int status, String body) {
    return of(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
  }

  static HttpAnswer of(int status, Map<String, String> headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Length", Integer.toString(length));
    all.put("Connection", "close");
    return new HttpAnswer(head(status, all) + body, Then.FINISH);
  }

  static HttpAnswer switchingProtocols(Map<String, String> headers, Then then) {
    return new HttpAnswer(head(101, headers), then);
  }

  /** This answer with another one right behind it. */
  HttpAnswer followedBy(HttpAnswer other) {
    return new HttpAnswer(text + other.text, other.then);
  }

  private static String head(int status, Map<String, String> headers) {
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static String reason(int status) {
    return switch (status) {
      case 101 -> "Switching Protocols";
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> "Status " + status;
    };
  }
}
