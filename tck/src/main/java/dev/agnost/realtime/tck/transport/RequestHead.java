package dev.agnost.realtime.tck.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The head of an HTTP request as it came over the wire.
 *
 * @param line the request line, byte for byte
 * @param headers {@code name: value} lines in the order received
 */
record RequestHead(String line, List<String> headers) {

  private static final int SHOWN = 100; // of a header, in logs
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3

  RequestHead {
    headers = List.copyOf(headers);
  }

  static RequestHead parse(String head) {
    String[] lines = head.split("\r\n", -1);
    List<String> headers = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      headers.add(lines[i]);
    }
    return new RequestHead(lines[0], headers);
  }

  /** The request target as it stands in the request line. */
  String target() {
    String[] parts = line.split(" ", -1);
    return parts.length == 3 ? parts[1] : line;
  }

  /** All lines of a header, in order. */
  List<String> lines(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream().filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix)).toList();
  }

  /** All values of a header, in order. */
  List<String> values(String name) {
    return lines(name).stream().map(h -> h.substring(name.length() + 1).strip()).toList();
  }

  /** The one value of a header, or an empty string. */
  String value(String name) {
    return String.join(", ", values(name));
  }

  /** The answer to the key of this request, RFC 6455 §4.2.2. */
  String accept() {
    try {
      byte[] bytes = (value("Sec-WebSocket-Key") + GUID).getBytes(StandardCharsets.US_ASCII);
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** A correct 101, with these further header lines. */
  byte[] switchingProtocols(String... more) {
    return response(
        "101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Accept: " + accept(),
        String.join("\r\n", more));
  }

  /** A response head of any kind; empty lines are left out. */
  static byte[] response(String status, String... lines) {
    StringBuilder out = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    for (String line : lines) {
      if (!line.isEmpty()) {
        out.append(line).append("\r\n");
      }
    }
    return latin1(out.append("\r\n").toString());
  }

  /** The request line and the headers, long ones cut. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(line);
    for (String header : headers) {
      boolean cut = header.length() > SHOWN;
      out.append("; ").append(cut ? header.substring(0, SHOWN) + "..." : header);
    }
    return out.toString();
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
