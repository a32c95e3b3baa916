package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.transport.Header;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Makes the head of OkHttp's request the one that was asked for (T2.2), and the head of the
 * response one that OkHttp takes (T2.3).
 *
 * <p>OkHttp changes some paths and queries, adds headers of its own, writes values in UTF-8, and
 * wants {@code Connection: Upgrade} alone where RFC 9110 §7.6.1 has a list.
 */
final class ExactHead {

  private static final Set<String> ADDED_BY_OKHTTP = Set.of("user-agent", "accept-encoding");
  private static final String LINE_END = "\r\n";

  private final String target;
  private final Set<String> dropped;

  /**
   * @param target path and query for the request line
   * @param headers those that were asked for
   */
  ExactHead(String target, List<Header> headers) {
    this.target = target;
    Set<String> given =
        headers.stream().map(h -> h.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    this.dropped =
        ADDED_BY_OKHTTP.stream()
            .filter(name -> !given.contains(name))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The head to send instead of this one, both with the empty line at their end. */
  byte[] request(byte[] head) {
    String[] lines = new String(head, UTF_8).split(LINE_END, -1);
    StringBuilder exact = new StringBuilder(head.length);
    String method = lines[0].substring(0, lines[0].indexOf(' '));
    exact.append(method).append(' ').append(target).append(" HTTP/1.1").append(LINE_END);
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty() && !dropped.contains(nameOf(lines[i]))) {
        exact.append(lines[i]).append(LINE_END);
      }
    }
    return exact.append(LINE_END).toString().getBytes(ISO_8859_1);
  }

  /** The head to hand to OkHttp instead of this one, both with the empty line at their end. */
  byte[] response(byte[] head) {
    String text = new String(head, ISO_8859_1);
    if (!isUpgrade(text)) {
      return head;
    }
    StringJoiner lines = new StringJoiner(LINE_END);
    for (String line : text.split("\r?\n", -1)) {
      lines.add(listsUpgrade(line) ? "Connection: Upgrade" : line);
    }
    return lines.toString().getBytes(ISO_8859_1);
  }

  /** Whether more heads follow this one: an interim response, RFC 9110 §15.2. */
  static boolean isInterim(byte[] head) {
    String text = new String(head, ISO_8859_1);
    return text.matches("(?s)HTTP/1\\.[01] 1\\d\\d\\D.*") && !isUpgrade(text);
  }

  private static boolean isUpgrade(String head) {
    return head.matches("(?s)HTTP/1\\.[01] 101\\D.*");
  }

  private static boolean listsUpgrade(String line) {
    if (!nameOf(line).equals("connection")) {
      return false;
    }
    for (String token : line.substring(line.indexOf(':') + 1).split(",", -1)) {
      if (token.trim().equalsIgnoreCase("upgrade")) {
        return true;
      }
    }
    return false;
  }

  private static String nameOf(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
  }
}
