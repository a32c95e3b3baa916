package dev.agnost.realtime.transport;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * One header field of a request or response.
 *
 * <p>{@link #toString()} leaves the value out: it may be a credential.
 *
 * @param name a token of RFC 9110 §5.6.2, in the case that will be sent
 * @param value without control characters but tab, not starting or ending with white space
 */
public record Header(String name, String value) {

  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

  /** Fields that the handshake and the HTTP client write themselves. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "sec-websocket-accept",
          "sec-websocket-extensions",
          "sec-websocket-key",
          "sec-websocket-protocol",
          "sec-websocket-version",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /**
   * Validates name and value.
   *
   * @throws IllegalArgumentException if either could break out of its place in the request
   */
  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value of header " + name);
    if (name.isEmpty() || !name.chars().allMatch(Header::isTokenChar)) {
      throw new IllegalArgumentException(
          "header name must be a token of letters, digits and "
              + TOKEN_SYMBOLS
              + ": "
              + safe(name));
    }
    if (!value.chars().allMatch(Header::isValueChar)) {
      throw new IllegalArgumentException(
          "value of header " + name + " has a control or non-Latin-1 character; encode it first");
    }
    if (!value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "value of header " + name + " must not start or end with white space");
    }
  }

  /**
   * Whether the handshake or the HTTP client writes this field itself, so that a user may not set
   * it: {@code Host}, {@code Connection}, {@code Upgrade}, {@code Sec-WebSocket-*}, and the like.
   */
  public boolean isReserved() {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** The name only. */
  @Override
  public String toString() {
    return name + ": ***";
  }

  private static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c < 128 && TOKEN_SYMBOLS.indexOf(c) >= 0);
  }

  private static boolean isValueChar(int c) {
    return c == '\t' || (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xff);
  }

  private static String safe(String text) {
    return text.chars()
        .limit(60)
        .mapToObj(c -> c >= 0x20 && c < 0x7f ? String.valueOf((char) c) : "\\u" + hex(c))
        .reduce("", String::concat);
  }

  private static String hex(int c) {
    return String.format(Locale.ROOT, "%04x", c);
  }
}
