package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServerExtension;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Scenarios against one server, which the tests of a class share, one after the other; each has an
 * environment of its own. Classes may run side by side: each has its server.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = ServerLocks.class)
public abstract class Scenarios implements ScenarioContext {
  private static final AtomicInteger ENVIRONMENTS = new AtomicInteger();

  /** What the real server has; no scenario waits for it. */
  private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(30);

  @RegisterExtension final AgnostServerExtension extension;

  private final ServerFactory servers;
  private final UnaryOperator<AgnostClient.Builder> transport;
  private final Map<List<Duration>, AgnostServer> heartbeats = new HashMap<>(); // test thread only
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private String env = "";
  private int fatalInputs;

  /**
   * @param servers starts the one that the tests share, and further ones
   * @param transport chooses it, for each client
   */
  protected Scenarios(ServerFactory servers, UnaryOperator<AgnostClient.Builder> transport) {
    this.servers = servers;
    this.transport = transport;
    this.extension = AgnostServerExtension.of(() -> servers.start(PING_INTERVAL, PING_TIMEOUT));
  }

  @BeforeEach
  void defineEnvironment() {
    env = "env-" + ENVIRONMENTS.incrementAndGet();
    server().define(environment());
    fatalInputs = fatalInputs();
  }

  @AfterEach
  void closeEverything() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @AfterAll
  void closeServers() {
    heartbeats.values().forEach(AgnostServer::close);
  }

  @AfterEach
  void nothingWasSentThatKillsTheRealServer() {
    Assertions.assertEquals(fatalInputs, fatalInputs(), "inputs that kill the real server");
  }

  /** The Socket.IO servers would have died of them, which no test survives. */
  private int fatalInputs() {
    return server() instanceof EmbeddedAgnostServer embedded ? embedded.fatalInputs().size() : 0;
  }

  @Override
  public AgnostServer server() {
    return extension.server();
  }

  @Override
  public AgnostServer serverWithHeartbeat(Duration pingInterval, Duration pingTimeout) {
    AgnostServer server =
        heartbeats.computeIfAbsent(
            List.of(pingInterval, pingTimeout),
            heartbeat -> servers.start(pingInterval, pingTimeout));
    server.heal();
    server.define(environment());
    return server;
  }

  @Override
  public String env() {
    return env;
  }

  @Override
  public AgnostClient.Builder configured(AgnostClient.Builder options) {
    return transport.apply(options);
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
