package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.util.Optional;

/**
 * A transport whose calls are watched.
 *
 * @param next the one under test
 */
record MonitoredTransport(Transport next, CallMonitor calls) implements Transport {

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    return new MonitoredConnection(
        calls.get("connect", "T2.1", () -> next.connect(request, listener)), calls);
  }

  @Override
  public long maxBufferedBytes() {
    return next.maxBufferedBytes();
  }

  @Override
  public Optional<HttpExchange> http() {
    return next.http()
        .map(http -> request -> calls.get("HttpExchange.send", "H1", () -> http.send(request)));
  }

  @Override
  public void close() {
    calls.run("Transport.close", "T8.1", next::close);
  }
}
