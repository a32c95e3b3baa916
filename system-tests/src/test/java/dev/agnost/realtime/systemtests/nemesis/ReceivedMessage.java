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
 * @param id the message
 */
record ReceivedMessage(String socketId, MessageId id) {

  /** The numbered messages among these events, in order. */
  static List<ReceivedMessage> among(List<ReceivedEvent> events) {
    List<ReceivedMessage> received = new ArrayList<>();
    for (ReceivedEvent event : events) {
      String packet = event.packet();
      if (!packet.startsWith("2[\"message\"")) {
        continue;
      }
      List<String> elements = Json.elements(packet.substring(1));
      if (Json.parse(elements.get(1)) instanceof Map<?, ?> payload
          && MessageId.EVENT.equals(payload.get("eventName"))) {
        MessageId.of(String.valueOf(payload.get("message")))
            .ifPresent(id -> received.add(new ReceivedMessage(event.socketId(), id)));
      }
    }
    return received;
  }
}
