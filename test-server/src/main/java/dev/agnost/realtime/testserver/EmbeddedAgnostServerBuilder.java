package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Options for an {@link EmbeddedAgnostServer}; each has the value of the real server unless said
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
   * Serves TLS only, with the key of this context; {@link EmbeddedAgnostServer#baseUrl} then says
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
    ServerSettings settings =
        new ServerSettings(
            pingInterval,
            pingTimeout,
            maxPayloadBytes,
            connectTimeout,
            closeTimeout,
            tls,
            hostName);
    List<Environment> defined =
        environments.isEmpty() ? List.of(Environment.open("env-open", "key-good")) : environments;
    return EmbeddedAgnostServer.started(settings, defined);
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }
}
