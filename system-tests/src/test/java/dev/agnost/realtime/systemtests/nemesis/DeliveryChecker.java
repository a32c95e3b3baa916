package dev.agnost.realtime.systemtests.nemesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what became of the messages of all clients, by what the server received: I29, I30, I31,
 * I40 and I41.
 */
final class DeliveryChecker {

  private final List<Violation> violations = new ArrayList<>();
  private final Map<MessageId, Integer> places = new HashMap<>(); // in the command of the server

  private DeliveryChecker() {}

  /**
   * @param received what the server received, in order
   */
  static List<Violation> check(List<ReceivedMessage> received, List<ClientHistory> histories) {
    DeliveryChecker check = new DeliveryChecker();
    check.checkOrder(received);
    for (ClientHistory history : histories) {
      check.checkResults(history);
      check.checkDeliveries(history);
    }
    return check.violations;
  }

  /** Nothing twice; each connection in the command of sending. */
  private void checkOrder(List<ReceivedMessage> received) {
    Map<String, MessageId> lastOf = new HashMap<>();
    for (int place = 0; place < received.size(); place++) {
      ReceivedMessage next = received.get(place);
      MessageId id = next.id();
      if (places.putIfAbsent(id, place) != null) {
        violation("I31", id.sender(), "message " + id.number() + " was handed twice");
      }
      MessageId before = lastOf.put(next.socketId(), id);
      if (before != null && before.number() >= id.number()) {
        violation(
            "I30", id.sender(), "message " + id.number() + " was handed after " + before.number());
      }
    }
  }

  /** Each message has one result, and the result agrees with what the server received. */
  private void checkResults(ClientHistory history) {
    for (SendResult result : history.results()) {
      String message = "message " + result.id().number();
      if (result.times() != 1) {
        violation("I29", history.client(), message + " had " + result.times() + " outcomes");
      } else if (result.outcome() != SendResult.Outcome.SENT && places.containsKey(result.id())) {
        violation("I40", history.client(), message + " arrived, reported as " + result.outcome());
      }
    }
  }

  /** Each client receives a message once, and in the order in which the server received them. */
  private void checkDeliveries(ClientHistory history) {
    int before = -1;
    for (ListenerCall call : history.calls()) {
      if (call.event() instanceof ListenerEvent.MessageReceived delivered) {
        Integer place = places.get(delivered.id());
        if (place == null) {
          violation(
              "I41", history.client(), "received " + delivered.id() + ", which no client sent");
        } else if (place <= before) {
          violation(
              "I41", history.client(), "received " + delivered.id() + " again or out of order");
        } else {
          before = place;
        }
      }
    }
  }

  private void violation(String invariant, int client, String what) {
    violations.add(new Violation(invariant, client, what));
  }
}
