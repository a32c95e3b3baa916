package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import dev.agnost.realtime.transport.support.WebSocketHandshake;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/** The transport on Jetty. */
final class JettyTransport implements Transport {

  private final TransportConfig config;
  private final JettyClient client;
  private final SecureRandom random = new SecureRandom();
  private final AttemptRegistry attempts = new AttemptRegistry();

  JettyTransport(TransportConfig config, JettyClient client) {
    this.config = config;
    this.client = client;
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(listener, "listener");
    JettyConnection connection = new JettyConnection(this, listener);
    if (attempts.add(connection)) {
      connection.start(request, new WebSocketHandshake(random));
    }
    return connection;
  }

  @Override
  public long maxBufferedBytes() {
    return JettyConnection.MAX_BUFFERED_BYTES;
  }

  @Override
  public Optional<HttpExchange> http() {
    return Optional.of(request -> new HttpCall(this, request).send(request));
  }

  @Override
  public void close() {
    attempts.close();
    client.stop();
  }

  /** What the failure of an attempt stands for. */
  Throwable failure(AttemptSocket socket, Throwable cause) {
    return config.proxy().isPresent() && !socket.isReached()
        ? JettyFailures.proxy(config.proxy().get(), cause)
        : JettyFailures.translated(cause);
  }

  TransportConfig config() {
    return config;
  }

  JettyClient client() {
    return client;
  }

  AttemptRegistry attempts() {
    return attempts;
  }
}
