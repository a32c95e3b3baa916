package dev.agnost.realtime.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as far as this server looks at it.
 *
 * @param headers names in lower case; repeated ones joined with a comma
 */
record HttpRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  /**
   * Reads one request and nothing behind it.
   *
   * @return null if the peer ended the stream first
   * @throws ProtocolException if it is no HTTP request, such as the beginning of TLS
   * @throws IOException if it is too large, or the connection is lost
   */
  static @Nullable HttpRequest read(InputStream in) throws IOException {
    String head = readHead(in);
    if (head == null) {
      return null;
    }
    String[] lines = head.split("\r\n", -1);
    String[] start = lines[0].split(" ", -1);
    if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not an HTTP/1.1 request line: " + lines[0]);
    }
    Map<String, String> headers = headers(lines);
    int question = start[1].indexOf('?');
    String path = question < 0 ? start[1] : start[1].substring(0, question);
    String query = question < 0 ? "" : start[1].substring(question + 1);
    return new HttpRequest(start[0], path, query(query), headers, readBody(in, headers));
  }

  String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  boolean upgrade() {
    return header("upgrade").equalsIgnoreCase("websocket");
  }

  private static @Nullable String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      if (head.size() == 0 && (b < 'A' || b > 'Z') && b != '\r' && b != '\n') {
        throw new ProtocolException("not HTTP");
      }
      head.write(b);
      boolean wanted = b == (matched % 2 == 0 ? '\r' : '\n');
      matched = wanted ? matched + 1 : b == '\r' ? 1 : 0;
      if (head.size() > MAX_HEAD_BYTES) {
        throw new IOException("the head of the request exceeds " + MAX_HEAD_BYTES + " bytes");
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String readBody(InputStream in, Map<String, String> headers) throws IOException {
    String length = headers.getOrDefault("content-length", "0").trim();
    if (!length.matches("\\d{1,7}") || Integer.parseInt(length) > MAX_BODY_BYTES) {
      throw new IOException("unacceptable Content-Length: " + length);
    }
    return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(String[] lines) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("not a header line: " + lines[i]);
      }
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, lines[i].substring(colon + 1).trim(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private static Map<String, String> query(String text) throws IOException {
    Map<String, String> query = new HashMap<>();
    try {
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
      return query;
    } catch (IllegalArgumentException e) {
      throw new IOException("not a query: " + text, e);
    }
  }
}
