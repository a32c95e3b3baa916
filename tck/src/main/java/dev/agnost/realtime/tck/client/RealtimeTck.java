package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.server.EmbeddedAgnostServer;
import dev.agnost.realtime.tck.server.RequiresNode;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a client does as a whole, over one transport, against every kind of server: the embedded
 * one, the Socket.IO that production runs, and the newest. Extend it, say which transport, done:
 *
 * <pre>{@code
 * class MyRealtimeIT extends RealtimeTck {
 *   @Override
 *   protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
 *     return builder.transport("mine");
 *   }
 * }
 * }</pre>
 *
 * <p>Needs {@code agnost-realtime-core} and the transport at run time. Where Node.js is missing the
 * two Socket.IO servers are skipped with a notice, or fail if {@code AGNOST_REQUIRE_NODE=true}. On
 * slow machines set the system property {@code tck.timeoutFactor}.
 *
 * <p>Most of the time is spent waiting, so the classes in it run side by side, each with a server
 * of its own, where JUnit's {@code junit.jupiter.execution.parallel.enabled} is {@code true}; no
 * other class is affected by that.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class RealtimeTck {

  /** For subclasses. */
  protected RealtimeTck() {}

  /**
   * Chooses the transport for a client; everything else is up to the scenario.
   *
   * @param builder of one client; called for each
   * @return the builder
   */
  protected abstract AgnostClient.Builder configure(AgnostClient.Builder builder);

  /** Against the embedded server, which can do more than the others. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  final class OnTheEmbeddedServer {
    OnTheEmbeddedServer() {}

    @Nested
    final class WhenConnecting extends Connections {
      WhenConnecting() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenDisturbed extends Outages {
      WhenDisturbed() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenTalking extends Conversations {
      WhenTalking() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class AsDocumented extends Documentation {
      AsDocumented() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class OnDemand extends Scenarios implements EmbeddedScenarios, FloodScenarios {
      OnDemand() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }

      @Override
      public EmbeddedAgnostServer embedded() {
        return (EmbeddedAgnostServer) server();
      }
    }
  }

  /** Against the Socket.IO release that the platform runs. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  @RequiresNode
  final class OnProductionSocketIo {
    OnProductionSocketIo() {}

    @Nested
    final class WhenConnecting extends Connections {
      WhenConnecting() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenDisturbed extends Outages {
      WhenDisturbed() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenTalking extends Conversations {
      WhenTalking() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WithJavaScript extends Interop {
      WithJavaScript() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class AsDocumented extends Documentation {
      AsDocumented() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }
  }

  /** Against the newest Socket.IO release that was known when the kit was made. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  @RequiresNode
  final class OnNewestSocketIo {
    OnNewestSocketIo() {}

    @Nested
    final class WhenConnecting extends Connections {
      WhenConnecting() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenDisturbed extends Outages {
      WhenDisturbed() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WhenTalking extends Conversations {
      WhenTalking() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class WithJavaScript extends Interop {
      WithJavaScript() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }

    @Nested
    final class AsDocumented extends Documentation {
      AsDocumented() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }
  }

  /** Against WireMock, which answers as platforms and what stands before them do. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  final class OnWireMock {
    OnWireMock() {}

    @Nested
    final class ByHttpOfTheTransport extends MembersAnswers {
      ByHttpOfTheTransport() {
        super(RealtimeTck.this::configure);
      }
    }

    @Nested
    final class ByHttpOfTheJdk extends MembersAnswers {
      ByHttpOfTheJdk() {
        super(builder -> builder.transport(new TransportWithoutHttp()));
      }
    }
  }

  /** A thousand connections, and what stays behind; last, as nothing else may run meanwhile. */
  @Nested
  @Order(Integer.MAX_VALUE)
  @Execution(ExecutionMode.CONCURRENT)
  final class InTheLongRun {
    InTheLongRun() {}

    @Nested
    final class OnTheEmbeddedServer extends Leaks {
      OnTheEmbeddedServer() {
        super(ServerKind.EMBEDDED, RealtimeTck.this::configure);
      }
    }

    @Nested
    @RequiresNode
    final class OnProductionSocketIo extends Leaks {
      OnProductionSocketIo() {
        super(ServerKind.PRODUCTION, RealtimeTck.this::configure);
      }
    }

    @Nested
    @RequiresNode
    final class OnNewestSocketIo extends Leaks {
      OnNewestSocketIo() {
        super(ServerKind.NEWEST, RealtimeTck.this::configure);
      }
    }
  }
}
