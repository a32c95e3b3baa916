package dev.agnost.realtime.systemtests.node;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.KeyTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Real Socket.IO under Node.js, with the handlers of the Agnost realtime server on top.
 *
 * <p>Needs {@code node} 18 or newer and {@code npm} on the PATH; ask {@link #missing()} first. The
 * npm packages are installed once, into the folder named by system property {@code
 * agnost.tck.node.dir} or else below {@code target} or the temporary directory.
 *
 * <p>An input that kills the real server kills this one, which is started again at once: every
 * connection is cut and all rooms are forgotten; {@link #errors()} tells why. Thread-safe.
 */
public final class NodeAgnostServer implements AgnostServer {
  private static final String HOST = "127.0.0.1";

  private final NodeProcess node;
  private final String description;
  private final int port;
  private final NodeLog<Handshake> handshakes;
  private final NodeLog<ReceivedEvent> received;

  private NodeAgnostServer(NodeProcess node) {
    this.node = node;
    this.description = "Socket.IO " + node.call("version", Map.of());
    this.port = number(node.call("start", Map.of()));
    this.handshakes = new NodeLog<>(node, "handshakes", NodeAgnostServer::handshake);
    this.received = new NodeLog<>(node, "received", NodeAgnostServer::receivedEvent);
  }

  /** A server with production's settings and no environment. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Why this server cannot run here, in a sentence for the developer; empty if it can. Installs the
   * npm packages if that has not happened yet, which can take a minute.
   */
  public static Optional<String> missing() {
    try {
      NodeInstallation.prepare();
      return Optional.empty();
    } catch (NodeMissingException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String baseUrl(String envId) {
    return "http://" + HOST + ":" + port + "/" + envId;
  }

  @Override
  public void define(Environment environment) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", environment.id());
    values.put("apiKeys", environment.apiKeys());
    values.put("sessionRequired", environment.sessionRequired());
    values.put("sessions", environment.sessions());
    values.put("suspended", environment.suspended());
    node.call("define", Map.of("environment", values));
  }

  @Override
  public void start() {
    node.call("start", Map.of());
  }

  @Override
  public void stop() {
    node.call("stop", Map.of());
  }

  @Override
  public void stall(Stage stage) {
    node.call("stall", Map.of("stage", stage.name()));
  }

  @Override
  public void unstall() {
    node.call("unstall", Map.of());
  }

  @Override
  public void freeze() {
    node.call("freeze", Map.of());
  }

  @Override
  public void thaw() {
    node.call("thaw", Map.of());
  }

  @Override
  public void rejectUpgrades(int status, Map<String, String> headers) {
    node.call("rejectUpgrades", Map.of("status", status, "headers", headers));
  }

  @Override
  public void acceptUpgrades() {
    node.call("acceptUpgrades", Map.of());
  }

  @Override
  public void refuseConnects(Refusal refusal) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("message", refusal.message());
    values.put("code", refusal.code());
    values.put("origin", refusal.origin());
    values.put("detail", refusal.detail());
    node.call("refuseConnects", Map.of("refusal", values));
  }

  @Override
  public void acceptConnects() {
    node.call("acceptConnects", Map.of());
  }

  @Override
  public void cutConnections() {
    node.call("cutConnections", Map.of());
  }

  @Override
  public void closeConnections() {
    node.call("closeConnections", Map.of());
  }

  @Override
  public void kick(String socketId) {
    node.call("kick", Map.of("socketId", socketId));
  }

  @Override
  public void sendRawText(String socketId, String text) {
    node.call("sendRawText", Map.of("socketId", socketId, "text", text));
  }

  @Override
  public void sendRawBinary(String socketId, byte[] bytes) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    node.call("sendRawBinary", Map.of("socketId", socketId, "base64", base64));
  }

  @Override
  public void restrictKey(String apiKey, KeyTerms terms) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("realtime", terms.realtime());
    values.put("expired", terms.expired());
    values.put("domains", terms.domains());
    values.put("addresses", terms.addresses());
    node.call("restrictKey", Map.of("apiKey", apiKey, "terms", values));
  }

  @Override
  public void disableRealtime(String envId) {
    node.call("realtime", Map.of("envId", envId, "enabled", false));
  }

  @Override
  public void enableRealtime(String envId) {
    node.call("realtime", Map.of("envId", envId, "enabled", true));
  }

  @Override
  public void limitRate(String envId, int events, Duration window) {
    node.call("limitRate", Map.of("envId", envId, "events", events, "window", window.toMillis()));
  }

  @Override
  public void unlimitRate(String envId) {
    node.call("unlimitRate", Map.of("envId", envId));
  }

  @Override
  public void bindSession(String session, String userId) {
    node.call("bindSession", Map.of("session", session, "userId", userId));
  }

  @Override
  public void sendUserEvent(
      String envId,
      String userId,
      String name,
      @Nullable String sessionJson,
      @Nullable String userJson) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("envId", envId);
    values.put("userId", userId);
    values.put("name", name);
    values.put("session", sessionJson);
    values.put("user", userJson);
    node.call("sendUserEvent", values);
  }

  @Override
  public void sendToChannel(String envId, String channel, String name, String messageJson) {
    node.call(
        "sendToChannel",
        Map.of("envId", envId, "channel", channel, "name", name, "message", messageJson));
  }

  @Override
  public void broadcast(String envId, String name, String messageJson) {
    node.call("broadcast", Map.of("envId", envId, "name", name, "message", messageJson));
  }

  @Override
  public int acceptedConnections() {
    return number(node.call("acceptedConnections", Map.of()));
  }

  @Override
  public List<Handshake> handshakes() {
    return handshakes.entries();
  }

  @Override
  public List<ReceivedEvent> received() {
    return received.entries();
  }

  @Override
  public List<String> members(String envId, String channel) {
    Object ids = node.call("members", Map.of("envId", envId, "channel", channel));
    List<String> members = new ArrayList<>();
    for (Object id : (List<?>) Objects.requireNonNull(ids)) {
      members.add(String.valueOf(id));
    }
    return List.copyOf(members);
  }

  /** The last lines that Node.js wrote to standard error, such as why the server died. */
  public String errors() {
    return node.errors();
  }

  /** Ends the process with SIGKILL, as a pod ends: no frame is sent and no channel is told. */
  public void kill() {
    node.kill();
  }

  @Override
  public void close() {
    node.close();
  }

  private static int number(@Nullable Object value) {
    return ((Double) Objects.requireNonNull(value)).intValue();
  }

  private static Handshake handshake(Map<?, ?> entry) {
    Map<String, @Nullable Object> auth = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(entry.get("auth")))
        .forEach((name, value) -> auth.put(String.valueOf(name), value));
    return new Handshake((String) entry.get("socketId"), auth);
  }

  private static ReceivedEvent receivedEvent(Map<?, ?> entry) {
    return new ReceivedEvent(
        String.valueOf(entry.get("socketId")), String.valueOf(entry.get("packet")));
  }

  /** Settings of a server; {@link #start()} may be called several times for several servers. */
  public static final class Builder {
    private SocketIoVersion version = SocketIoVersion.PRODUCTION;
    private Duration pingInterval = Duration.ofSeconds(10);
    private Duration pingTimeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(45);
    private Duration eventDelay = Duration.ofMillis(2);
    private final List<Environment> environments = new ArrayList<>();
    private final List<String> cluster = new ArrayList<>();

    private Builder() {}

    /** Which Socket.IO to run; default {@link SocketIoVersion#PRODUCTION}. */
    public Builder version(SocketIoVersion value) {
      version = Objects.requireNonNull(value, "version");
      return this;
    }

    /** The time between pings; default 10 s. */
    public Builder pingInterval(Duration value) {
      pingInterval = positive(value, "pingInterval");
      return this;
    }

    /** How long a ping may stay unanswered; default 30 s. */
    public Builder pingTimeout(Duration value) {
      pingTimeout = positive(value, "pingTimeout");
      return this;
    }

    /** How long a connection may stay without an accepted CONNECT; default 45 s. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = positive(value, "connectTimeout");
      return this;
    }

    /** How long the look-ups take that precede the handler of each event; default 2 ms. */
    public Builder eventDelay(Duration value) {
      eventDelay = positive(value, "eventDelay");
      return this;
    }

    /** Makes the server a node of a cluster: those with the same Redis share their rooms. */
    public Builder redis(RedisServer redis) {
      cluster.add("--redis=" + redis.port());
      return this;
    }

    /** Adds an environment; may be called again. */
    public Builder environment(Environment value) {
      environments.add(Objects.requireNonNull(value, "environment"));
      return this;
    }

    /**
     * Starts Node.js and returns when the server listens.
     *
     * @throws IllegalStateException if {@link NodeAgnostServer#missing()} has something to say, or
     *     the server does not start
     */
    public NodeAgnostServer start() {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(
          List.of(
              NodeInstallation.prepare().script("server.mjs"),
              "--socket-io=" + version.npmAlias(),
              "--ping-interval=" + pingInterval.toMillis(),
              "--ping-timeout=" + pingTimeout.toMillis(),
              "--connect-timeout=" + connectTimeout.toMillis(),
              "--event-delay=" + eventDelay.toMillis()));
      arguments.addAll(cluster);
      NodeProcess node = NodeProcess.start(arguments);
      try {
        NodeAgnostServer server = new NodeAgnostServer(node);
        environments.forEach(server::define);
        return server;
      } catch (IllegalStateException | IllegalArgumentException e) {
        node.close();
        throw e;
      }
    }

    private static Duration positive(Duration value, String name) {
      if (value.toMillis() <= 0) {
        throw new IllegalArgumentException(name + " must be at least 1 ms: " + value);
      }
      return value;
    }
  }
}
