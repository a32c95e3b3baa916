package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;

/** Leaves HTTP to the client's fallback; for clients that never connect. */
final class TransportWithoutHttp implements Transport {

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    throw new AssertionError("asking for members must not connect");
  }

  @Override
  public void close() {
    // holds nothing
  }
}
