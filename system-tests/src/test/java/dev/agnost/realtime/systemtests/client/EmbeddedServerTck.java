package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.tck.client.RealtimeTck;
import dev.agnost.realtime.tck.client.Scenarios;
import org.junit.jupiter.api.Nested;

/** The scenarios of the kit and the rows of the documentation, against the embedded server. */
public abstract class EmbeddedServerTck extends RealtimeTck {

  /** For subclasses. */
  protected EmbeddedServerTck() {}

  @Nested
  final class AsDocumented extends Scenarios
      implements DocumentationRows, DocumentationRowsOfListeners {
    AsDocumented() {
      super(EmbeddedServerTck.this::startServer, EmbeddedServerTck.this::configure);
    }
  }
}
