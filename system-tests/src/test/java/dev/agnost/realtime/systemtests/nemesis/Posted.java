package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import dev.agnost.realtime.testserver.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as the server received it.
 *
 * @param socketId the connection it came over
 * @param letter the message
 */
record Posted(String socketId, Letter letter) {

  /** The letters among these events, in order. */
  static List<Posted> among(List<ReceivedEvent> events) {
    List<Posted> posted = new ArrayList<>();
    for (ReceivedEvent event : events) {
      String packet = event.packet();
      if (!packet.startsWith("2[\"message\"")) {
        continue;
      }
      List<String> elements = Json.elements(packet.substring(1));
      if (Json.parse(elements.get(1)) instanceof Map<?, ?> payload
          && Letter.EVENT.equals(payload.get("eventName"))) {
        Letter.of(String.valueOf(payload.get("message")))
            .ifPresent(letter -> posted.add(new Posted(event.socketId(), letter)));
      }
    }
    return posted;
  }
}
