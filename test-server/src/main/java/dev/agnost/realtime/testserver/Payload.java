package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import dev.agnost.realtime.testserver.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A JSON value that travels through the server, as it was written.
 *
 * @param json with placeholders numbered from 0 in the order of {@code attachments}
 * @param attachments empty unless the value came in a binary packet
 */
record Payload(String json, List<byte[]> attachments) {
  /** No value at all: the key is left out. */
  static final Payload ABSENT = new Payload("", List.of());

  /**
   * Cuts a value out of a packet.
   *
   * @param raw the value with the numbering of the packet
   * @param attachments of the whole packet; when empty, placeholders are ordinary data
   * @throws JsonSyntaxException if a placeholder names an attachment that is not there
   */
  static Payload of(String raw, List<byte[]> attachments) {
    if (attachments.isEmpty()) {
      return new Payload(raw, List.of());
    }
    List<byte[]> used = new ArrayList<>();
    String json =
        replace(
            raw,
            number -> {
              used.add(attachments.get(index(number, attachments.size())));
              return placeholder(used.size() - 1);
            });
    return new Payload(json, used);
  }

  /** The JSON with its placeholders numbered from here on. */
  String numberedFrom(int first) {
    return attachments.isEmpty()
        ? json
        : replace(json, number -> placeholder(first + index(number, attachments.size())));
  }

  private static String placeholder(int number) {
    return "{\"_placeholder\":true,\"num\":" + number + "}";
  }

  /** The value as REST answers show it: Node's JSON form of a Buffer instead of a placeholder. */
  String inlined() {
    if (attachments.isEmpty()) {
      return json;
    }
    return replace(json, number -> buffer(attachments.get(index(number, attachments.size()))));
  }

  private static String buffer(byte[] bytes) {
    List<Integer> values = new ArrayList<>(bytes.length);
    for (byte b : bytes) {
      values.add(b & 0xff);
    }
    return "{\"type\":\"Buffer\",\"data\":" + Json.write(values) + "}";
  }

  private static int index(String number, int count) {
    if (number.length() <= 9 && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int index = Integer.parseInt(number);
      if (index < count) {
        return index;
      }
    }
    throw new IllegalArgumentException("no such attachment: " + number);
  }

  private static String replace(String raw, Function<String, String> replacement) {
    if (!raw.contains("\"_placeholder\"")) {
      return raw;
    }
    if (raw.startsWith("[")) {
      List<String> parts = new ArrayList<>();
      Json.elements(raw).forEach(element -> parts.add(replace(element, replacement)));
      return "[" + String.join(",", parts) + "]";
    }
    if (!raw.startsWith("{")) {
      return raw;
    }
    Map<String, String> members = Json.members(raw);
    if ("true".equals(members.get("_placeholder"))) {
      return replacement.apply(members.getOrDefault("num", "none"));
    }
    List<String> parts = new ArrayList<>();
    members.forEach(
        (name, value) -> parts.add(Json.write(name) + ":" + replace(value, replacement)));
    return "{" + String.join(",", parts) + "}";
  }
}
