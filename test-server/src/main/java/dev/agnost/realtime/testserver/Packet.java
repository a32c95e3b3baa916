package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import dev.agnost.realtime.testserver.json.JsonSyntaxException;
import java.util.Set;

/**
 * A Socket.IO packet as socket.io-parser 4.2.7 accepts it from a client.
 *
 * @param namespace {@code /} for the main one
 * @param ackId digits, empty if the sender requests no acknowledgement
 * @param payload the JSON text, empty if there is none
 * @param attachments how many binary messages are to follow
 */
record Packet(Type type, String namespace, String ackId, String payload, int attachments) {
  private static final int MAX_ATTACHMENTS = 10;

  /** Names that neither side may use for an event. */
  static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  /** In the order of their digits. */
  enum Type {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK
  }

  /**
   * Decodes the text behind the Engine.IO digit.
   *
   * @throws IllegalArgumentException if it is no packet, {@link JsonSyntaxException} included
   */
  static Packet decode(String text) {
    int digit = text.isEmpty() ? -1 : text.charAt(0) - '0';
    if (digit < 0 || digit >= Type.values().length) {
      throw new IllegalArgumentException("unknown packet type: " + text);
    }
    Type type = Type.values()[digit];
    int position = 1;
    int attachments = 0;
    if (type == Type.BINARY_EVENT || type == Type.BINARY_ACK) {
      int dash = endOfDigits(text, position);
      attachments = attachments(text, dash);
      position = dash + 1;
    }
    String namespace = "/";
    if (position < text.length() && text.charAt(position) == '/') {
      int comma = text.indexOf(',', position);
      int end = comma < 0 ? text.length() : comma;
      namespace = text.substring(position, end);
      position = Math.min(end + 1, text.length());
    }
    int end = endOfDigits(text, position);
    String payload = text.substring(end);
    checkPayload(type, payload);
    return new Packet(type, namespace, text.substring(position, end), payload, attachments);
  }

  private static int attachments(String text, int dash) {
    boolean plausible = dash > 1 && dash <= 3 && dash < text.length() && text.charAt(dash) == '-';
    int count = plausible ? Integer.parseInt(text.substring(1, dash)) : 0;
    if (count < 1 || count > MAX_ATTACHMENTS) {
      throw new IllegalArgumentException("illegal attachments: " + text);
    }
    return count;
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static void checkPayload(Type type, String payload) {
    if (payload.isEmpty()) {
      return;
    }
    switch (type) {
      case CONNECT -> Json.members(payload);
      case DISCONNECT -> throw new IllegalArgumentException("invalid payload: " + payload);
      case ACK, BINARY_ACK -> Json.elements(payload);
      case EVENT, BINARY_EVENT -> checkEvent(payload);
      case CONNECT_ERROR -> Json.parse(payload);
    }
  }

  private static void checkEvent(String payload) {
    String name = Json.elements(payload).stream().findFirst().orElse("null");
    char first = name.charAt(0);
    boolean number = first == '-' || (first >= '0' && first <= '9');
    if (!number && (first != '"' || RESERVED.contains(String.valueOf(Json.parse(name))))) {
      throw new IllegalArgumentException("invalid event name: " + payload);
    }
  }
}
