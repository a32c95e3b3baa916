package dev.agnost.realtime.transport;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The code and reason of a WebSocket close frame.
 *
 * @param code RFC 6455 §7.4, 1000 to 4999; 1005 stands for a frame without code
 * @param reason at most 123 bytes of UTF-8; empty when there is none
 */
public record CloseStatus(int code, String reason) {

  /** 1000 without reason. */
  public static final CloseStatus NORMAL = new CloseStatus(1000, "");

  /** A close frame without code, which RFC 6455 §7.1.5 calls 1005. */
  public static final CloseStatus NO_STATUS = new CloseStatus(1005, "");

  /** 1002: the peer broke the protocol. */
  public static final CloseStatus PROTOCOL_ERROR = new CloseStatus(1002, "");

  /** 1009: a message above the limit. */
  public static final CloseStatus MESSAGE_TOO_BIG = new CloseStatus(1009, "");

  private static final int MAX_REASON_BYTES = 123;

  /** Validates code and reason. */
  public CloseStatus {
    Objects.requireNonNull(reason, "reason");
    if (code < 1000 || code > 4999 || code == 1006 || code == 1015) {
      throw new IllegalArgumentException(
          "code must be from 1000 to 4999 and not 1006 or 1015, which never travel: " + code);
    }
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_REASON_BYTES) {
      throw new IllegalArgumentException(
          "reason must have at most 123 bytes of UTF-8, it has " + bytes);
    }
    if (code == 1005 && !reason.isEmpty()) {
      throw new IllegalArgumentException("a close frame without code cannot carry a reason");
    }
  }

  /** A status without reason. */
  public static CloseStatus of(int code) {
    return new CloseStatus(code, "");
  }

  /**
   * Whether a peer may send this code in a close frame (RFC 6455 §7.4.1 and the registry): 1000 to
   * 1003, 1007 to 1014, 3000 to 4999.
   */
  public static boolean mayTravel(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }
}
