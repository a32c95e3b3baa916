package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.protocol.ReferenceJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame of a client, as the server parses it. */
final class ParsedFrame {

  /** What the frame is. */
  enum Packet {
    CONNECT,
    DISCONNECT,
    PONG,
    BINARY,
    EVENT,
    OTHER
  }

  private final byte[] bytes;
  private final Packet packet;
  private Map<?, ?> body = Map.of();
  private String event = "";
  private int attachments;
  private @Nullable String data; // the JSON of the message or the profile

  private ParsedFrame(byte[] bytes, Packet packet) {
    this.bytes = bytes;
    this.packet = packet;
  }

  static ParsedFrame binary(byte[] bytes) {
    return new ParsedFrame(bytes, Packet.BINARY);
  }

  static ParsedFrame text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("3")) {
      return new ParsedFrame(bytes, Packet.PONG);
    }
    if (text.equals("41")) {
      return new ParsedFrame(bytes, Packet.DISCONNECT);
    }
    if (text.startsWith("40{")
        && ReferenceJson.document(bytes, 2).plain() instanceof Map<?, ?> auth) {
      ParsedFrame parsed = new ParsedFrame(bytes, Packet.CONNECT);
      parsed.body = auth;
      return parsed;
    }
    if (text.startsWith("42[")) {
      return event(bytes, 2, 0);
    }
    int dash = text.indexOf('-');
    if (text.startsWith("45") && dash > 2) {
      return event(bytes, dash + 1, Integer.parseInt(text.substring(2, dash)));
    }
    return new ParsedFrame(bytes, Packet.OTHER);
  }

  private static ParsedFrame event(byte[] bytes, int from, int attachments) {
    if (!(ReferenceJson.document(bytes, from).plain() instanceof List<?> arguments)
        || arguments.size() != 2
        || !(arguments.get(0) instanceof String name)
        || !(arguments.get(1) instanceof Map<?, ?> body)) {
      return new ParsedFrame(bytes, Packet.OTHER);
    }
    ParsedFrame parsed = new ParsedFrame(bytes, Packet.EVENT);
    parsed.event = name;
    parsed.body = body;
    parsed.attachments = attachments;
    if (name.equals("message") || name.equals("update")) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      parsed.data = member(text, name.equals("update") ? "\"data\":" : "\"message\":");
    }
    return parsed;
  }

  /** The text of the member behind this key, which our clients write last but for echo. */
  private static String member(String text, String key) {
    int from = text.indexOf(key) + key.length();
    int to = text.lastIndexOf(",\"echo\":");
    return text.substring(from, to < from ? text.length() - 2 : to);
  }

  Packet packet() {
    return packet;
  }

  boolean isText() {
    return packet != Packet.BINARY;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The credentials of a CONNECT, or the body of an event. */
  Map<?, ?> body() {
    return body;
  }

  /** join, leave, update or message. */
  String event() {
    return event;
  }

  int attachments() {
    return attachments;
  }

  @Nullable String channel() {
    return (String) body.get("channel");
  }

  @Nullable Boolean echo() {
    return (Boolean) body.get("echo");
  }

  /** The JSON of the message or the profile; null if there is none. */
  @Nullable String data() {
    return data;
  }

  /** The name that a message is delivered under. */
  @Nullable String name() {
    return (String) body.get("eventName");
  }

  /** The number inside a message, null if there is none. */
  @Nullable Long number() {
    return body.get("message") instanceof Map<?, ?> message && message.get("n") instanceof Long n
        ? n
        : null;
  }

  /** The attributes of its record. */
  @Nullable Object[] about() {
    return switch (packet) {
      case CONNECT ->
          new @Nullable Object[] {
            "packet", "connect", "session", SimulatedCredentials.number(body.get("session"))
          };
      case DISCONNECT -> new @Nullable Object[] {"packet", "disconnect"};
      case PONG -> new @Nullable Object[] {"packet", "pong"};
      case BINARY -> new @Nullable Object[] {"packet", "binary", "bytes", bytes.length};
      case OTHER -> new @Nullable Object[] {"packet", "other"};
      case EVENT ->
          new @Nullable Object[] {
            "packet",
            "event",
            "event",
            event,
            "channel",
            channel(),
            "echo",
            echo(),
            "attachments",
            attachments,
            "data",
            data,
            "name",
            name(),
            "msg",
            number()
          };
    };
  }
}
