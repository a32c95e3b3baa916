package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import java.util.function.UnaryOperator;

/** What the documentation of the platform says, row by row. */
abstract class Documentation extends Scenarios
    implements DocumentationRows, DocumentationRowsOfListeners {

  Documentation(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
  }
}
