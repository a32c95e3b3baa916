package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.CloseFrames;
import dev.agnost.realtime.transport.support.ConnectionAdapter;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.UnsentBytes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One WebSocket: what callers do on any thread, handed to the event loop in order. */
final class NettyConnection implements ConnectionAdapter, ConnectAttempt.Owner {

  private final NettyTransport transport;
  private final ConnectRequest request;
  private final ConnectionSignals signals;
  private final ConnectAttempt attempt;
  private final UnsentBytes unsent;

  /** Polled by the event loop only; another consumer could break the prefix (T4.3). */
  private final Queue<OutboundFrame> queue = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean writeScheduled = new AtomicBoolean();
  private final AtomicBoolean resumeScheduled = new AtomicBoolean();
  private volatile boolean overflowed;
  private volatile @Nullable FrameHandler open; // written once, before onOpen

  NettyConnection(NettyTransport transport, ConnectRequest request, TransportListener listener) {
    this.transport = transport;
    this.request = request;
    this.signals = new ConnectionSignals(this, listener, this);
    this.attempt = new ConnectAttempt(transport.settings(), Endpoint.of(request.uri()), this);
    this.unsent = new UnsentBytes(NettyTransport.MAX_BUFFERED_BYTES, signals::drained);
  }

  void start() {
    attempt.start();
  }

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
    if (unsent.add(payload.remaining())) {
      queue.add(new OutboundFrame(opcode, payload.duplicate()));
      scheduleWrite();
    } else {
      overflow();
    }
  }

  /** Ends the connection on the event loop: the signal must not come inside the caller's send. */
  private void overflow() {
    overflowed = true;
    FrameHandler handler = open;
    if (handler != null) {
      TransportException failure =
          new TransportException(
              Kind.OVERFLOW,
              "more than " + NettyTransport.MAX_BUFFERED_BYTES + " bytes are unsent",
              null);
      Channels.execute(handler.channel().eventLoop(), () -> failed(failure));
    }
  }

  @Override
  public long bufferedBytes() {
    return signals.isEnded() ? 0 : unsent.get();
  }

  @Override
  public void close(CloseStatus status) {
    if (signals.beginClose()) {
      queue.add(new OutboundFrame(Opcode.CLOSE, CloseFrames.encode(status)));
      scheduleWrite();
      resumeReading();
    }
  }

  @Override
  public void resumeReading() {
    FrameHandler handler = open;
    if (handler != null && !handler.isDecoding() && !resumeScheduled.getAndSet(true)) {
      Channels.execute(
          handler.channel().eventLoop(),
          () -> {
            resumeScheduled.set(false);
            handler.resume();
          });
    }
  }

  @Override
  public void release() {
    attempt.cancel();
    transport.attempts().remove(this);
  }

  /** {@link FrameHandler} closes the channel once its close frame has been written. */
  @Override
  public void releaseGracefully() {
    transport.attempts().remove(this);
  }

  @Override
  public void addHandlers(ChannelPipeline pipeline) {
    pipeline.addLast(
        NettyTransport.httpCodec(), new UpgradeHandler(request, this, transport.random()));
  }

  @Override
  public void failed(Throwable cause) {
    signals.failed(NettyFailures.classify(cause));
  }

  /** Goes over from HTTP to frames. Bytes behind the response are handled after onOpen (T2.9). */
  void upgraded(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    ChannelPipeline pipeline = ctx.pipeline();
    FrameHandler handler =
        new FrameHandler(this, channel, transport.maxInboundMessageBytes(), transport.random());
    channel.config().setAutoRead(false);
    pipeline.replace(ctx.handler(), null, handler);
    open = handler;
    if (signals.opened()) {
      pipeline.remove(HttpClientCodec.class);
      handler.resume();
    }
  }

  @Override
  public ConnectionSignals signals() {
    return signals;
  }

  UnsentBytes unsent() {
    return unsent;
  }

  Queue<OutboundFrame> queue() {
    return queue;
  }

  /** Schedules one task, which writes all that has gathered by then. */
  void scheduleWrite() {
    FrameHandler handler = open;
    if (handler != null && !writeScheduled.getAndSet(true)) {
      Channels.execute(
          handler.channel().eventLoop(),
          () -> {
            writeScheduled.set(false);
            handler.write();
          });
    }
  }
}
