package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Options for an {@link EmbeddedAgnostServer}; each has the value of the real server unless stated
 * otherwise.
 *
 * <p>Not thread-safe; may start any number of servers.
 */
public final class EmbeddedAgnostServerBuilder {
  private final List<Environment> environments = new ArrayList<>();
  private Duration pingInterval = Duration.ofSeconds(10);
  private Duration pingTimeout = Duration.ofSeconds(30);
  private Duration connectTimeout = Duration.ofSeconds(45);
  private Duration closeTimeout = Duration.ofSeconds(30);
  private Duration eventDelay = Duration.ofMillis(2);
  private Duration deathDelay = Duration.ofSeconds(3);
  private long maxPayloadBytes = 100_000_000;
  private @Nullable SSLContext tls;
  private String hostName = "127.0.0.1";

  EmbeddedAgnostServerBuilder() {}

  /** How long after opening, and after each pong, a ping is sent; 10 s by default. */
  public EmbeddedAgnostServerBuilder pingInterval(Duration interval) {
    pingInterval = positive("pingInterval", interval);
    return this;
  }

  /** How long a client may leave a ping unanswered; 30 s by default. */
  public EmbeddedAgnostServerBuilder pingTimeout(Duration timeout) {
    pingTimeout = positive("pingTimeout", timeout);
    return this;
  }

  /** How long a client may stay without an accepted CONNECT; 45 s by default. */
  public EmbeddedAgnostServerBuilder connectTimeout(Duration timeout) {
    connectTimeout = positive("connectTimeout", timeout);
    return this;
  }

  /** How long the end of a closed connection is waited for before TCP is cut; 30 s by default. */
  public EmbeddedAgnostServerBuilder closeTimeout(Duration timeout) {
    closeTimeout = positive("closeTimeout", timeout);
    return this;
  }

  /**
   * How long after its arrival an event or CONNECT is handled; 2 ms by default. The real server
   * looks up environment, key and session in Redis first. Events are handled in the order of their
   * arrival, at most one every 40 microseconds; those that still wait when the disconnect of their
   * client arrives ({@code 41}, a close frame, or the end of TCP) are dropped without a word.
   *
   * @param delay zero to handle events at once, in which case none is dropped
   */
  public EmbeddedAgnostServerBuilder eventDelay(Duration delay) {
    eventDelay = notNegative("eventDelay", delay);
    return this;
  }

  /** How long the server goes on after an input that kills the real one; 3 s by default. */
  public EmbeddedAgnostServerBuilder deathDelay(Duration delay) {
    deathDelay = notNegative("deathDelay", delay);
    return this;
  }

  /** The largest message that is accepted; 100,000,000 by default. */
  public EmbeddedAgnostServerBuilder maxPayloadBytes(long bytes) {
    if (bytes <= 0 || bytes > 1 << 30) {
      throw new IllegalArgumentException("maxPayloadBytes must be 1 to 2^30: " + bytes);
    }
    maxPayloadBytes = bytes;
    return this;
  }

  /** Defines an environment; without any there is {@code env-open} with {@code key-good}. */
  public EmbeddedAgnostServerBuilder environment(Environment environment) {
    environments.add(environment);
    return this;
  }

  /**
   * Serves TLS only, with the key of this context; {@link EmbeddedAgnostServer#baseUrl} then is
   * https.
   */
  public EmbeddedAgnostServerBuilder tls(SSLContext context) {
    tls = context;
    return this;
  }

  /**
   * The host in {@link EmbeddedAgnostServer#baseUrl}, to suit a certificate; 127.0.0.1 by default.
   */
  public EmbeddedAgnostServerBuilder hostName(String name) {
    hostName = name;
    return this;
  }

  /** Starts a server; the caller closes it. */
  public EmbeddedAgnostServer start() {
    return EmbeddedAgnostServer.started(settings(), new Cluster(), environments());
  }

  /**
   * Starts the nodes of a cluster: see {@link EmbeddedAgnostServer#cluster}.
   *
   * @return the nodes; the caller closes each
   */
  public List<EmbeddedAgnostServer> startCluster(int nodes) {
    if (nodes <= 0) {
      throw new IllegalArgumentException("nodes must be positive: " + nodes);
    }
    Cluster cluster = new Cluster();
    List<EmbeddedAgnostServer> started = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      started.add(EmbeddedAgnostServer.started(settings(), cluster, environments()));
    }
    return List.copyOf(started);
  }

  private ServerSettings settings() {
    return new ServerSettings(
        pingInterval,
        pingTimeout,
        maxPayloadBytes,
        connectTimeout,
        closeTimeout,
        eventDelay,
        deathDelay,
        tls,
        hostName);
  }

  private List<Environment> environments() {
    return environments.isEmpty()
        ? List.of(Environment.open("env-open", "key-good"))
        : environments;
  }

  private static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }
}
