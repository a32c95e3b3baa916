package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.ForwardingSink;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;

/** The two directions of an upgraded connection, as OkHttp gets to see them. */
final class FramedSocket implements Socket {

  private final AttemptSockets sockets;
  private final Source source;
  private final Sink sink;
  private volatile boolean sourceClosed;
  private volatile boolean sinkClosed;

  FramedSocket(InboundFrames inbound, OutboundFrames outbound, AttemptSockets sockets) {
    this.sockets = sockets;
    this.source =
        new ForwardingSource(inbound) {
          @Override
          public void close() throws IOException {
            sourceClosed = true;
            closed();
            super.close();
          }
        };
    this.sink =
        new ForwardingSink(outbound) {
          @Override
          public void close() throws IOException {
            sinkClosed = true;
            closed();
            super.close();
          }
        };
  }

  private void closed() {
    if (sourceClosed && sinkClosed) {
      sockets.close();
    }
  }

  @Override
  public Source getSource() {
    return source;
  }

  @Override
  public Sink getSink() {
    return sink;
  }

  @Override
  public void cancel() {
    sockets.close();
  }
}
