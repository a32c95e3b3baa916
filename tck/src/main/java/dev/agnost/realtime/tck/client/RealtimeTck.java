package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * What a client does as a whole, over one transport, against the embedded server. Extend it, say
 * which transport, done:
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
 * <p>Needs {@code agnost-realtime-core} and the transport at run time. On slow machines set the
 * system property {@code tck.timeoutFactor}.
 */
public abstract class RealtimeTck extends RealtimeScenarios {

  /** For subclasses. */
  protected RealtimeTck() {}

  @Override
  protected final AgnostServer startServer(Duration pingInterval, Duration pingTimeout) {
    return EmbeddedAgnostServer.builder()
        .pingInterval(pingInterval)
        .pingTimeout(pingTimeout)
        .start();
  }

  /** What only the embedded server can bring about. */
  @Nested
  final class OnDemand extends Scenarios implements FloodScenarios {
    OnDemand() {
      super(RealtimeTck.this::startServer, RealtimeTck.this::configure);
    }

    @Override
    public EmbeddedAgnostServer embedded() {
      return (EmbeddedAgnostServer) server();
    }
  }
}
