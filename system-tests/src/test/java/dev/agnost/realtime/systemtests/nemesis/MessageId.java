package dev.agnost.realtime.systemtests.nemesis;

import java.util.Optional;

/**
 * The identity of a message.
 *
 * @param sender the number of the client that sends it
 * @param number from 1 for each sender, in the order in which it sends them
 */
record MessageId(int sender, int number) {

  /** The event name of the numbered messages. */
  static final String EVENT = "numbered";

  /** What is sent. */
  String text() {
    return sender + ":" + number;
  }

  /** The reverse of {@link #text()}; empty if it is no id. */
  static Optional<MessageId> of(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == 2
        ? Optional.of(new MessageId(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
        : Optional.empty();
  }
}
