package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.tck.client.RealtimeTck;
import dev.agnost.realtime.tck.client.Scenarios;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import org.junit.jupiter.api.Nested;

/**
 * The scenarios of the kit, those of the API, and the rows of the documentation, against the
 * embedded server.
 */
public abstract class EmbeddedServerTck extends RealtimeTck {

  /** For subclasses. */
  protected EmbeddedServerTck() {}

  @Nested
  final class WithItsInterface extends Scenarios implements ApiScenarios {
    WithItsInterface() {
      super(EmbeddedServerTck.this::startServer, EmbeddedServerTck.this::configure);
    }
  }

  @Nested
  final class AsDocumented extends Scenarios
      implements DocumentationRows, DocumentationRowsOfListeners {
    AsDocumented() {
      super(EmbeddedServerTck.this::startServer, EmbeddedServerTck.this::configure);
    }
  }

  /** What only the embedded server can bring about. */
  @Nested
  final class OnTheEmbeddedServer extends Scenarios implements EmbeddedScenarios {
    OnTheEmbeddedServer() {
      super(EmbeddedServerTck.this::startServer, EmbeddedServerTck.this::configure);
    }

    @Override
    public EmbeddedAgnostServer embedded() {
      return (EmbeddedAgnostServer) server();
    }
  }

  /** WireMock answers as platforms and what stands before them do. */
  @Nested
  final class MembersByHttpOfTheTransport extends MembersAnswers {
    MembersByHttpOfTheTransport() {
      super(EmbeddedServerTck.this::configure);
    }
  }

  @Nested
  final class MembersByHttpOfTheJdk extends MembersAnswers {
    MembersByHttpOfTheJdk() {
      super(builder -> builder.transport(new TransportWithoutHttp()));
    }
  }
}
