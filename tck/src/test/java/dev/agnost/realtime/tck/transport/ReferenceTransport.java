package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Two threads and a socket for each connection. Mutants override {@link #newConnection} and the
 * steps of {@link ReferenceConnection}.
 */
class ReferenceTransport implements Transport {

  static final long MAX_BUFFERED = 16L << 20;

  private final TransportConfig config;
  private final Set<ReferenceConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Socket> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean closed; // set once

  ReferenceTransport(TransportConfig config) {
    this.config = config;
  }

  TransportConfig config() {
    return config;
  }

  ReferenceConnection newConnection(ConnectRequest request, TransportListener listener) {
    return new ReferenceConnection(this, request, listener);
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    ReferenceConnection connection = newConnection(request, listener);
    connections.add(connection);
    if (closed) {
      connection.abort();
    } else {
      connection.start();
    }
    return connection;
  }

  void forget(ReferenceConnection connection) {
    connections.remove(connection);
  }

  @Override
  public long maxBufferedBytes() {
    return MAX_BUFFERED;
  }

  @Override
  public Optional<HttpExchange> http() {
    return Optional.of(new ReferenceHttp(config, this::thread, exchanges));
  }

  Thread thread(String role, Runnable task) {
    Thread thread = new Thread(task, "reference-" + role);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(ReferenceConnection::abort);
    for (Socket exchange : exchanges) {
      try {
        exchange.close();
      } catch (IOException ignored) {
        // ignored: it is closed either way
      }
    }
  }
}
