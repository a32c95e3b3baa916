package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.testserver.AgnostServer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every {@link AgnostServer} does, frame for frame. The tests of a class share one server;
 * each has an environment of its own, and faults end with the test.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AgnostServerContract
    implements ConnectingContract,
        EventPathContract,
        ChannelContract,
        MessageContract,
        CredentialContract,
        FaultContract,
        StallContract,
        BadInputContract,
        DeathContract,
        PlatformContract,
        RestContract {
  static final Duration PING_INTERVAL = Duration.ofSeconds(10);
  static final Duration PING_TIMEOUT = Duration.ofSeconds(30);
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(45);

  private final AtomicInteger environments = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private AgnostServer server;

  @BeforeAll
  void startServer() {
    server = start(PING_INTERVAL, PING_TIMEOUT, CONNECT_TIMEOUT);
  }

  @BeforeEach
  void defineEnvironment() {
    environments.incrementAndGet();
    server.define(environment());
  }

  @AfterEach
  void endFaults() {
    server.unstall();
    server.acceptUpgrades();
    server.acceptConnects();
    server.thaw();
    server.cutConnections();
    server.start();
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public AgnostServer server() {
    return server;
  }

  @Override
  public HttpClient http() {
    return http;
  }

  @Override
  public String env() {
    return "env-" + environments.get();
  }
}
