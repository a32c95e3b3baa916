package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.AgnostClient;
import java.util.concurrent.CompletableFuture;

/** How the demo takes the connection away from its participants. */
interface Interruption {

  /** A heading. */
  String title();

  /** Changes the options of ann's client, for the story's sake. */
  default AgnostClient.Builder tune(AgnostClient.Builder ann) {
    return ann;
  }

  /**
   * Interrupts the connections, has ann send {@code text} while she has none, and brings them back.
   *
   * @return the receipt of the message
   */
  CompletableFuture<Void> run(Participant ann, Participant bob, String channel, String text);
}
