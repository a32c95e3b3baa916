package dev.agnost.realtime.systemtests.node;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client in JavaScript, on the Socket.IO client that the platform's own one is made of, in a
 * Node.js process of its own: what it sends to a server and receives is what web applications
 * exchange.
 *
 * <p>Values are JSON text, in which {@code {"$bytes":"<base64>"}} stands for a {@code Buffer} and,
 * when sending, {@code {"$date":"<ISO>"}} for a {@code Date}.
 *
 * <p>Not thread-safe.
 */
public final class JavaScriptClient implements AutoCloseable {
  private final NodeProcess node;

  private JavaScriptClient(NodeProcess node) {
    this.node = node;
  }

  /**
   * Starts Node.js.
   *
   * @throws IllegalStateException if {@link NodeAgnostServer#missing()} has something to say
   */
  public static JavaScriptClient start() {
    return new JavaScriptClient(
        NodeProcess.start(List.of(NodeInstallation.prepare().script("client.mjs"))));
  }

  /**
   * Connects, after closing and forgetting an earlier connection.
   *
   * @param baseUrl {@code http://host:port/envId}
   * @return the Socket.IO id
   * @throws IllegalArgumentException if the server refuses or is not there
   */
  public String connect(String baseUrl, String apiKey) {
    URI uri = URI.create(baseUrl);
    String origin = uri.getScheme() + "://" + uri.getRawAuthority();
    String envId = uri.getPath().substring(1);
    return String.valueOf(
        node.call("connect", Map.of("origin", origin, "envId", envId, "apiKey", apiKey)));
  }

  /** Joins a channel, without an echo. */
  public void join(String channel) {
    node.call("join", Map.of("channel", channel));
  }

  /**
   * Sends a message to a channel, without an echo.
   *
   * @param json the value; null for {@code undefined}
   */
  public void send(String channel, String event, @Nullable String json) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("channel", channel);
    parameters.put("event", event);
    if (json != null) {
      parameters.put("json", json);
    }
    node.call("send", parameters);
  }

  /**
   * Waits for events, those of channels included.
   *
   * @param count how many since the connection
   * @return the first so many, in order
   * @throws IllegalStateException if they do not come
   */
  public List<Received> received(int count) {
    List<Received> events = new ArrayList<>();
    Object list = node.call("received", Map.of("count", count));
    for (Object each : (List<?>) Objects.requireNonNull(list)) {
      Map<?, ?> event = (Map<?, ?>) Objects.requireNonNull(each);
      events.add(
          new Received(
              String.valueOf(event.get("event")),
              (String) event.get("channel"),
              (String) event.get("json")));
    }
    return List.copyOf(events);
  }

  @Override
  public void close() {
    node.close();
  }

  /**
   * An event as JavaScript has it.
   *
   * @param channel null for a broadcast
   * @param json the message as {@code JSON.stringify} writes it; null for {@code undefined}
   */
  public record Received(String event, @Nullable String channel, @Nullable String json) {}
}
