package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.server.AgnostServer;
import dev.agnost.realtime.tck.server.AgnostServerExtension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All scenarios against one server, which the tests share; each has an environment of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract sealed class Scenarios
    implements DocumentationRows,
        ConnectingScenarios,
        OpeningScenarios,
        ClosingScenarios,
        DisconnectScenarios,
        SilenceScenarios,
        ReconnectScenarios,
        RestoreScenarios,
        CredentialScenarios,
        RefusalScenarios,
        MessageScenarios,
        EchoScenarios,
        ListenerScenarios,
        RemovalScenarios,
        ChannelScenarios,
        MembersScenarios,
        QueueScenarios,
        OverflowScenarios,
        BadFrameScenarios,
        BadInputScenarios,
        LeakScenarios
    permits RealtimeTck.OnTheEmbeddedServer,
        RealtimeTck.OnProductionSocketIo,
        RealtimeTck.OnNewestSocketIo {
  private static final AtomicInteger ENVIRONMENTS = new AtomicInteger();

  /** What the real server has; no scenario waits for it. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(30);

  @RegisterExtension
  final AgnostServerExtension extension =
      AgnostServerExtension.of(() -> launch(PING_INTERVAL, PING_TIMEOUT));

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private String env = "";

  /** Starts a server of the kind in question. */
  abstract AgnostServer launch(Duration pingInterval, Duration pingTimeout);

  @BeforeEach
  void defineEnvironment() {
    env = "env-" + ENVIRONMENTS.incrementAndGet();
    server().define(environment());
  }

  @AfterEach
  void closeEverything() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Override
  public AgnostServer server() {
    return extension.server();
  }

  @Override
  public AgnostServer serverWithHeartbeat(Duration pingInterval, Duration pingTimeout) {
    AgnostServer server = closing(launch(pingInterval, pingTimeout));
    server.define(environment());
    return server;
  }

  @Override
  public String env() {
    return env;
  }

  @Override
  public AgnostClient.Builder builder(AgnostServer server, String envId) {
    return configured(AgnostClient.builder(server.baseUrl(envId), KEY)).reconnectionDelay(SOON);
  }

  @Override
  public <T extends AutoCloseable> T closing(T closeable) {
    toClose.push(closeable);
    return closeable;
  }
}
