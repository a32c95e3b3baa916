package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import java.util.function.UnaryOperator;

/** What ends a connection or an attempt, and what follows. */
abstract class Outages extends Scenarios
    implements DisconnectScenarios, SilenceScenarios, ReconnectScenarios {

  Outages(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
  }
}
