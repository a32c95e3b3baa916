package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * What a client does as a whole, over one transport, against any kind of server. {@link
 * RealtimeTck} runs it against the embedded server.
 *
 * <p>Most of the time is spent waiting, so the classes in it run side by side, each with a server
 * of its own, where JUnit's {@code junit.jupiter.execution.parallel.enabled} is {@code true}; no
 * other class is affected by that.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class RealtimeScenarios {

  /** For subclasses. */
  protected RealtimeScenarios() {}

  /**
   * Chooses the transport for a client; everything else is up to the scenario.
   *
   * @param builder of one client; called for each
   * @return the builder
   */
  protected abstract AgnostClient.Builder configure(AgnostClient.Builder builder);

  /** Starts a server with this heartbeat, which the scenarios close. */
  protected abstract AgnostServer startServer(Duration pingInterval, Duration pingTimeout);

  @Nested
  final class WhenConnecting extends Scenarios implements ConnectingScenarios, ClosingScenarios {
    WhenConnecting() {
      super(RealtimeScenarios.this::startServer, RealtimeScenarios.this::configure);
    }
  }

  @Nested
  final class WhenDisturbed extends Scenarios
      implements DisconnectScenarios, SilenceScenarios, ReconnectScenarios {
    WhenDisturbed() {
      super(RealtimeScenarios.this::startServer, RealtimeScenarios.this::configure);
    }
  }

  @Nested
  final class WhenTalking extends Scenarios
      implements MessageScenarios, EchoScenarios, FlushScenarios {
    WhenTalking() {
      super(RealtimeScenarios.this::startServer, RealtimeScenarios.this::configure);
    }
  }

  /** A thousand connections, and what stays behind; last, as nothing else may run meanwhile. */
  @Nested
  @Order(Integer.MAX_VALUE)
  final class InTheLongRun extends Scenarios implements LeakScenarios {
    InTheLongRun() {
      super(RealtimeScenarios.this::startServer, RealtimeScenarios.this::configure);
    }
  }
}
