package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The key of one opening handshake and the check of its response, RFC 6455 §4.1, for libraries that
 * leave either to their callers (T2.3, T2.13, T7.5).
 */
public final class WebSocketHandshake {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
  private static final int KEY_BYTES = 16;

  private final String key;

  /**
   * @param random gives the key, which must not be predictable
   */
  public WebSocketHandshake(SecureRandom random) {
    byte[] nonce = new byte[KEY_BYTES];
    random.nextBytes(nonce);
    this.key = Base64.getEncoder().encodeToString(nonce);
  }

  /** The value of the header {@code Sec-WebSocket-Key}; another one for each handshake. */
  public String key() {
    return key;
  }

  /**
   * Checks a response whose status is 101.
   *
   * @param headers returns the values of all fields of a name, which is given in the usual case;
   *     empty if there are none
   * @throws TransportException with {@link Kind#PROTOCOL} if it does not accept this handshake, or
   *     names an extension or a subprotocol, since none is ever offered
   */
  public void verify(Function<String, List<String>> headers) {
    require(
        headers.apply("Connection").stream().anyMatch(WebSocketHandshake::listsUpgrade),
        "the response lacks Connection: Upgrade");
    List<String> upgrade = headers.apply("Upgrade");
    require(
        upgrade.size() == 1 && upgrade.get(0).strip().equalsIgnoreCase("websocket"),
        "the response lacks Upgrade: websocket");
    List<String> accept = headers.apply("Sec-WebSocket-Accept");
    require(
        accept.size() == 1 && accept.get(0).strip().equals(expectedAccept()),
        "Sec-WebSocket-Accept of the response does not answer the key");
    verifyNothingNegotiated(headers);
  }

  /**
   * As {@link #verify}, for libraries that check everything but extension and subprotocol.
   *
   * @param headers as for {@link #verify}
   * @throws TransportException with {@link Kind#PROTOCOL} if the response names either
   */
  public static void verifyNothingNegotiated(Function<String, List<String>> headers) {
    require(
        headers.apply("Sec-WebSocket-Extensions").stream().allMatch(String::isBlank),
        "the response has an extension that was not offered");
    require(
        headers.apply("Sec-WebSocket-Protocol").isEmpty(),
        "the response has a subprotocol that was not offered");
  }

  private static boolean listsUpgrade(String connection) {
    for (String token : connection.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (token.strip().equals("upgrade")) {
        return true;
      }
    }
    return false;
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
