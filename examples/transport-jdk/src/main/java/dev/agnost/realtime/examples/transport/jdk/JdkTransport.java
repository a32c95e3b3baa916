package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.AttemptRegistry;
import java.net.http.HttpClient;

/** One client of the JDK and the connections made with it. */
final class JdkTransport implements Transport {

  private final TransportConfig config;
  private final HttpClient client;
  private final AttemptRegistry attempts = new AttemptRegistry();

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
        new JdkConnection(attempts, listener, config.maxInboundMessageBytes());
    if (attempts.add(connection)) { // on a thread of its own, as looking up a name blocks (T2.1)
      Thread thread = new Thread(() -> connection.dial(request, client), "agnost-jdk-dial");
      thread.setDaemon(true);
      thread.start();
    }
    return connection;
  }

  @Override
  public void close() {
    attempts.close();
  }
}
