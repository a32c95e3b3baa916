package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.server.AgnostServer;
import dev.agnost.realtime.tck.server.EmbeddedAgnostServer;
import dev.agnost.realtime.tck.server.NodeAgnostServer;
import dev.agnost.realtime.tck.server.RequiresNode;
import dev.agnost.realtime.tck.server.SocketIoVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

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
 */
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
  final class OnTheEmbeddedServer extends Scenarios implements EmbeddedScenarios {
    private int fatalInputs;

    OnTheEmbeddedServer() {}

    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return EmbeddedAgnostServer.builder()
          .pingInterval(pingInterval)
          .pingTimeout(pingTimeout)
          .start();
    }

    @Override
    public AgnostClient.Builder configured(AgnostClient.Builder builder) {
      return configure(builder);
    }

    @Override
    public EmbeddedAgnostServer embedded() {
      return (EmbeddedAgnostServer) server();
    }

    @BeforeEach
    void countFatalInputs() {
      fatalInputs = embedded().fatalInputs().size();
    }

    @AfterEach
    void nothingWasSentThatKillsTheRealServer() {
      int before = fatalInputs;
      Assertions.assertEquals(
          before,
          embedded().fatalInputs().size(),
          () -> "the client sent what kills the real server: " + embedded().fatalInputs());
    }
  }

  /** Against the Socket.IO release that the platform runs. */
  @Nested
  @RequiresNode
  final class OnProductionSocketIo extends Scenarios {
    OnProductionSocketIo() {}

    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return node(SocketIoVersion.PRODUCTION, pingInterval, pingTimeout);
    }

    @Override
    public AgnostClient.Builder configured(AgnostClient.Builder builder) {
      return configure(builder);
    }
  }

  /** Against the newest Socket.IO release that was known when the kit was made. */
  @Nested
  @RequiresNode
  final class OnNewestSocketIo extends Scenarios {
    OnNewestSocketIo() {}

    @Override
    AgnostServer launch(Duration pingInterval, Duration pingTimeout) {
      return node(SocketIoVersion.NEWEST, pingInterval, pingTimeout);
    }

    @Override
    public AgnostClient.Builder configured(AgnostClient.Builder builder) {
      return configure(builder);
    }
  }

  private static AgnostServer node(SocketIoVersion version, Duration interval, Duration timeout) {
    return NodeAgnostServer.builder()
        .version(version)
        .pingInterval(interval)
        .pingTimeout(timeout)
        .start();
  }
}
