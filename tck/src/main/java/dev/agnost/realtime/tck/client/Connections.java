package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import java.util.function.UnaryOperator;

/** Getting connected, being refused, and closing by hand. */
abstract class Connections extends Scenarios
    implements ConnectingScenarios,
        CredentialScenarios,
        RefusalScenarios,
        OpeningScenarios,
        ClosingScenarios {

  Connections(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
  }
}
