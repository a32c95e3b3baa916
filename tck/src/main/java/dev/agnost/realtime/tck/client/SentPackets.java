package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.testserver.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Short words for packets that a client has sent. */
public final class SentPackets {
  private SentPackets() {}

  /** The event and its channel, such as {@code join room}. */
  public static String of(String packet) {
    List<String> elements = elements(packet);
    Object channel = payload(elements).get("channel");
    return Json.parse(elements.get(0)) + (channel == null ? "" : " " + channel);
  }

  /** The payload of an event; numbers are {@link Double}. */
  public static Map<?, ?> payload(String packet) {
    return payload(elements(packet));
  }

  /** The names of the messages among these packets, in order. */
  public static List<String> eventNames(List<String> packets) {
    return packets.stream()
        .map(SentPackets::elements)
        .filter(elements -> elements.get(0).equals("\"message\""))
        .map(elements -> Objects.requireNonNull(payload(elements).get("eventName")).toString())
        .toList();
  }

  /** The payload of the message of this name. */
  public static Map<?, ?> message(List<String> packets, String eventName) {
    return packets.stream()
        .map(SentPackets::payload)
        .filter(payload -> eventName.equals(payload.get("eventName")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(eventName + " is not in " + packets));
  }

  private static List<String> elements(String packet) {
    return Json.elements(packet.substring(packet.indexOf('[')));
  }

  private static Map<?, ?> payload(List<String> elements) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(elements.get(1)));
  }
}
