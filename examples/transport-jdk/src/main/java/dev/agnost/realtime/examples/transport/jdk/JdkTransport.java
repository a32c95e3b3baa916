package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One client of the JDK and the connections made with it. */
final class JdkTransport implements Transport {

  private final TransportConfig config;
  private final HttpClient client;
  private final Set<JdkConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  JdkTransport(TransportConfig config) {
    this.config = config;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(Runnable::run); // on the selector thread: see package-info
    config.sslContext().ifPresent(builder::sslContext);
    client = builder.build();
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    JdkConnection connection =
        new JdkConnection(connections, listener, config.maxInboundMessageBytes());
    connections.add(connection);
    if (closed) {
      connection.abort();
    } else {
      start(() -> connection.dial(request, client.newWebSocketBuilder()));
    }
    return connection;
  }

  /** Looking up a name blocks, so each connect begins on a thread of its own (T2.1). */
  private static void start(Runnable dial) {
    Thread thread = new Thread(dial, "agnost-jdk-dial");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(JdkConnection::abort);
  }
}
