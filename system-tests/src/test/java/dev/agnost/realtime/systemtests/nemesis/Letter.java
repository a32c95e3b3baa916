package dev.agnost.realtime.systemtests.nemesis;

import java.util.Optional;

/**
 * The name of a message.
 *
 * @param sender the number of the client that sends it
 * @param number from 1 for each sender, in the order in which it sends them
 */
record Letter(int sender, int number) {

  /** The name of the event that letters travel under. */
  static final String EVENT = "letter";

  /** What is sent. */
  String text() {
    return sender + ":" + number;
  }

  /** The reverse of {@link #text()}; empty if it is no letter. */
  static Optional<Letter> of(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == 2
        ? Optional.of(new Letter(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
        : Optional.empty();
  }
}
