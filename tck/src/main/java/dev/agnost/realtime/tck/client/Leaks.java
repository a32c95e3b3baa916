package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import java.util.function.UnaryOperator;

/** What stays behind; nothing else runs meanwhile. */
abstract class Leaks extends Scenarios implements LeakScenarios {

  Leaks(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
  }
}
