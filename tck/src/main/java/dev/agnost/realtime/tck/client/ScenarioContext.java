package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the scenarios need: a server, an environment of the test's own, and clients. */
public interface ScenarioContext {
  /** The API key of every environment. */
  String KEY = "key-good";

  /** Shorter than the default, where waiting is not the subject. */
  Duration SOON = Duration.ofMillis(50);

  /** So long that no test sees the end of it. */
  Duration NEVER = Duration.ofHours(1);

  /** The server that the tests of a class share; its heartbeat is that of production. */
  AgnostServer server();

  /** One more server that has the environment, for the tests with this heartbeat. */
  AgnostServer serverWithHeartbeat(Duration pingInterval, Duration pingTimeout);

  /** The id of an environment that no other test uses. */
  String env();

  /** A client for that environment with a reconnection delay of {@link #SOON}, to be built. */
  default AgnostClient.Builder builder() {
    return builder(server());
  }

  /** The same for another server and environment. */
  AgnostClient.Builder builder(AgnostServer server, String envId);

  /** A client for the environment of the test on another server. */
  default AgnostClient.Builder builder(AgnostServer server) {
    return builder(server, env());
  }

  /** Chooses the transport. */
  AgnostClient.Builder configured(AgnostClient.Builder options);

  /** Keeps a client to close it after the test. */
  <T extends AutoCloseable> T closing(T closeable);

  /** Builds a client, closed after the test, and leaves it alone. */
  default AgnostClient build(AgnostClient.Builder options) {
    return closing(options.build());
  }

  /** A client with its listeners, closed after the test. */
  default RecordingClient watch(AgnostClient.Builder options) {
    return closing(new RecordingClient(options.build()));
  }

  /** A client that is starting to connect. */
  default RecordingClient start(UnaryOperator<AgnostClient.Builder> options) {
    return watch(options.apply(builder()));
  }

  /** A client that is starting to connect. */
  default RecordingClient start() {
    return start(options -> options);
  }

  /** A connected client. */
  default RecordingClient connect(UnaryOperator<AgnostClient.Builder> options) {
    RecordingClient watched = start(options);
    watched.awaitConnected();
    return watched;
  }

  /** A connected client. */
  default RecordingClient connect() {
    return connect(options -> options);
  }

  /** A client that has not connected yet. */
  default RecordingClient idle() {
    return start(options -> options.autoConnect(false));
  }

  /** Joins without an echo, and waits until the server has handled it. */
  default void join(RecordingClient client, String channel) {
    client.rt.join(channel, false);
    awaitMember(client, channel);
  }

  /** Waits until the server has this client in the channel. */
  default void awaitMember(RecordingClient client, String channel) {
    Timeouts.await(
        "member of " + channel, () -> server().members(env(), channel).contains(client.id()));
  }

  /** Events that the server has received from a socket, such as {@code 2["join",..]}. */
  default List<String> received(String socketId) {
    return server().received().stream()
        .filter(event -> event.socketId().equals(socketId))
        .map(ReceivedEvent::packet)
        .toList();
  }

  /** What a client has sent on its present connection, such as {@code join room}. */
  default List<String> sentSince(RecordingClient client) {
    return received(client.id()).stream().map(SentPackets::of).toList();
  }

  /** What the CONNECT of a socket carried. */
  default Map<String, @Nullable Object> auth(String socketId) {
    return server().handshakes().stream()
        .filter(handshake -> socketId.equals(handshake.socketId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no CONNECT of " + socketId))
        .auth();
  }

  /** The environment with its one key. */
  default Environment environment() {
    return Environment.open(env(), KEY);
  }
}
