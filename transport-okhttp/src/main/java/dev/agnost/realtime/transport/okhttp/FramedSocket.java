package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.ForwardingSink;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;

/** The two directions of an upgraded connection, as OkHttp gets to see them. */
final class FramedSocket implements Socket {

  private final Runnable release;
  private final Source source;
  private final Sink sink;
  private volatile boolean sourceClosed;
  private volatile boolean sinkClosed;

  /**
   * @param release called when both directions are closed
   */
  FramedSocket(InboundFrames inbound, OutboundFrames outbound, Runnable release) {
    this.release = release;
    this.source =
        new ForwardingSource(inbound) {
          @Override
          public void close() throws IOException {
            try {
              super.close();
            } finally {
              sourceClosed = true;
              closed();
            }
          }
        };
    this.sink =
        new ForwardingSink(outbound) {
          @Override
          public void close() throws IOException {
            try {
              super.close();
            } finally {
              sinkClosed = true;
              closed();
            }
          }
        };
  }

  private void closed() {
    if (sourceClosed && sinkClosed) {
      release.run();
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
    release.run();
  }
}
