package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One WebSocket: what callers do on any thread, handed to the event loop in order. */
final class NettyConnection
    implements TransportConnection, ConnectionSignals.Engine, Dial.Caller, Attempt {

  private static final long DRAINED_BYTES = 16 * 1024;

  private final NettyTransport transport;
  private final ConnectionSignals signals;
  private final Upgrade upgrade;
  private final Dial dial;

  /** Taken from by the event loop only: whoever else did would tear a hole (T4.3). */
  private final Queue<OutboundFrame> queue = new ConcurrentLinkedQueue<>();

  private final AtomicLong buffered = new AtomicLong();
  private final AtomicBoolean writeScheduled = new AtomicBoolean();
  private final AtomicBoolean resumeScheduled = new AtomicBoolean();
  private volatile boolean overflowed;
  private volatile @Nullable Open open; // written once, before onOpen

  private record Open(Channel channel, FrameHandler handler) {}

  NettyConnection(NettyTransport transport, ConnectRequest request, TransportListener listener) {
    this.transport = transport;
    this.signals = new ConnectionSignals(this, listener, this);
    this.upgrade = new Upgrade(request, transport.random());
    this.dial = new Dial(transport.dialer(), Endpoint.of(request.uri()), this);
  }

  void start() {
    dial.start();
  }

  // ------------------------------------------------------------------------- TransportConnection

  @Override
  public void sendText(ByteBuffer utf8) {
    send(Opcode.TEXT, utf8);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    send(Opcode.BINARY, bytes);
  }

  private void send(int opcode, ByteBuffer payload) {
    if (!signals.maySend() || overflowed) {
      return;
    }
    int bytes = payload.remaining();
    if (buffered.addAndGet(bytes) > NettyTransport.MAX_BUFFERED_BYTES) {
      overflow();
      return;
    }
    queue.add(new OutboundFrame(opcode, payload.duplicate()));
    scheduleWrite();
  }

  private void overflow() {
    overflowed = true;
    Open now = open;
    if (now != null) { // the caller of send is not the one to be told
      TransportException failure =
          new TransportException(
              Kind.OVERFLOW,
              "more than " + NettyTransport.MAX_BUFFERED_BYTES + " bytes are unsent",
              null);
      Channels.execute(now.channel().eventLoop(), () -> failed(failure));
    }
  }

  @Override
  public void request(long messages) {
    signals.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : Math.max(0, buffered.get());
  }

  @Override
  public void close(CloseStatus status) {
    if (signals.beginClose()) {
      queue.add(new OutboundFrame(Opcode.CLOSE, CloseFrame.encode(status)));
      scheduleWrite();
      resumeReading();
    }
  }

  @Override
  public void abort() {
    signals.abort();
  }

  @Override
  public void transportClosed() {
    signals.abort("the transport was closed");
  }

  // -------------------------------------------------------------------- ConnectionSignals.Engine

  @Override
  public void resumeReading() {
    Open now = open;
    if (now == null || now.handler().isDecoding() || resumeScheduled.getAndSet(true)) {
      return;
    }
    Channels.execute(
        now.channel().eventLoop(),
        () -> {
          resumeScheduled.set(false);
          now.handler().resume();
        });
  }

  @Override
  public void releaseGracefully() {
    // FrameHandler does, when the close frame has been written
  }

  @Override
  public void release() {
    dial.cancel();
    transport.forget(this);
  }

  // ----------------------------------------------------------------------------- from the channel

  @Override
  public void prepare(ChannelPipeline pipeline) {
    pipeline.addLast(Http.codec(), new UpgradeHandler(upgrade, this));
  }

  @Override
  public void unreachable(Throwable cause) {
    failed(cause);
  }

  void failed(Throwable cause) {
    signals.failed(NettyFailures.classify(cause));
    release();
  }

  /** Goes over from HTTP to frames. Bytes behind the response are handled after onOpen (T2.9). */
  void upgraded(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    ChannelPipeline pipeline = ctx.pipeline();
    FrameHandler handler =
        new FrameHandler(
            this, channel, transport.maxInboundMessageBytes(), new Masks(transport.random()));
    channel.config().setAutoRead(false);
    pipeline.replace(ctx.handler(), null, handler);
    open = new Open(channel, handler);
    if (signals.opened()) {
      pipeline.remove(HttpClientCodec.class);
      handler.resume();
    } else {
      release();
    }
  }

  ConnectionSignals signals() {
    return signals;
  }

  Queue<OutboundFrame> queue() {
    return queue;
  }

  /** One task writes all that has gathered by then. */
  void scheduleWrite() {
    Open now = open;
    if (now == null || writeScheduled.getAndSet(true)) {
      return;
    }
    Channels.execute(
        now.channel().eventLoop(),
        () -> {
          writeScheduled.set(false);
          now.handler().write();
        });
  }

  void written(int bytes) {
    long left = buffered.addAndGet(-bytes);
    if (left <= DRAINED_BYTES && left + bytes > DRAINED_BYTES) {
      signals.drained();
    }
  }
}
