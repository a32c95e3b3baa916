package dev.agnost.realtime.core.sim.world;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that an application sends: its number, and the JSON that must come out for it, which is
 * built from constants.
 */
final class MessagePayload {

  /** So much that whoever forgets to count it keeps far more than may wait. */
  private static final int LARGE = 500;

  private final Map<String, Object> payload = new LinkedHashMap<>();
  private final StringBuilder json = new StringBuilder();
  private final int attachments;
  private int bytes;

  /**
   * @param number unique within the client
   * @param padding how many characters of text are added
   * @param attachments how many binary parts
   */
  MessagePayload(long number, int padding, int attachments) {
    this.attachments = attachments;
    payload.put("n", number);
    json.append("{\"n\":").append(number);
    if (padding > 0) {
      String text = "\u20ac".repeat(Math.min(2, padding)) + "x".repeat(Math.max(0, padding - 2));
      payload.put("text", text);
      json.append(",\"text\":\"").append(text).append('"');
    }
    for (int i = 0; i < attachments; i++) {
      byte[] part = attachment(number, i);
      bytes += part.length;
      payload.put("part" + i, part);
      json.append(",\"part")
          .append(i)
          .append("\":{\"_placeholder\":true,\"num\":")
          .append(i)
          .append('}');
    }
    json.append('}');
    bytes += json.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** The binary part that belongs to this message at this place. */
  static byte[] attachment(long number, int place) {
    byte[] part = new byte[place == 0 && number % 3 == 0 ? LARGE : 3];
    part[0] = (byte) number;
    part[1] = (byte) (number >> 8);
    part[2] = (byte) place;
    return part;
  }

  /** What is given to the client; the caller may change it afterwards. */
  Map<String, Object> payload() {
    return payload;
  }

  String json() {
    return json.toString();
  }

  int attachments() {
    return attachments;
  }

  /** The size of the JSON and the attachments. */
  int bytes() {
    return bytes;
  }

  /** What it takes on the wire: the size of the packet's text and its attachments. */
  int size(@Nullable String channel, String event, @Nullable Boolean echo) {
    String type = attachments == 0 ? "42" : "45" + attachments + "-";
    String to = channel == null ? "" : "\"channel\":\"" + channel + "\",";
    String end = echo == null ? "}]" : ",\"echo\":" + echo + "}]";
    String around =
        type + "[\"message\",{" + to + "\"eventName\":\"" + event + "\",\"message\":" + end;
    return around.length() + bytes;
  }
}
