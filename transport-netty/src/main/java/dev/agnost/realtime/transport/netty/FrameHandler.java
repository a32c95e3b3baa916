package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open WebSocket, on its event loop: between the frames of the peer and {@link
 * ConnectionSignals}, and how it ends.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // failures come to exceptionCaught and channelInactive
final class FrameHandler extends ChannelInboundHandlerAdapter
    implements FrameReader.Sink, FrameWriter.Sink {

  /** For the last bytes to leave, after the terminal signal was given. */
  private static final int HANG_UP_SECONDS = 2;

  private enum Ending {
    NOT_YET,
    /** Once our close frame has left. */
    HANG_UP,
    /** The peer hangs up: closing with unread input could destroy the close frame under way. */
    LINGER
  }

  private final NettyConnection connection;
  private final ConnectionSignals signals;
  private final Channel channel;
  private final FrameReader reader;
  private final FrameWriter writer;

  private Ending ending = Ending.NOT_YET;
  private boolean closeWritten;
  private boolean inactive;
  private @Nullable TransportException lost; // the failure that the engine gave, if any
  private @Nullable Future<?> hangUpTimer;

  FrameHandler(NettyConnection connection, Channel channel, int limit, SecureRandom random) {
    this.connection = connection;
    this.signals = connection.signals();
    this.channel = channel;
    this.reader = new FrameReader(this, channel.alloc(), limit);
    this.writer = new FrameWriter(channel, connection.queue(), new FrameEncoder(random), this);
  }

  Channel channel() {
    return channel;
  }

  /** Writes what is queued. */
  void write() {
    try {
      if (writer.write()) {
        connection.scheduleWrite();
      }
    } catch (RuntimeException | Error failure) { // such as no memory for the buffer
      broken(failure);
    }
  }

  /** Whether new demand will be seen without {@link #resume}. */
  boolean isDecoding() {
    return channel.eventLoop().inEventLoop() && reader.isDecoding();
  }

  /** There is demand, or the connection is closing. */
  void resume() {
    try {
      reader.decode();
    } catch (TransportException violation) {
      violated(violation);
    }
    if (inactive) {
      endIfReadUp();
    } else {
      readOn();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes) || ending != Ending.NOT_YET) {
      ReferenceCountUtil.release(message);
      return;
    }
    try {
      reader.feed(bytes);
    } catch (TransportException violation) {
      violated(violation);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    readOn();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    write();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    broken(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inactive = true;
    if (hangUpTimer != null) {
      hangUpTimer.cancel(false);
    }
    endIfReadUp();
  }

  @Override
  public boolean wantsMessage() {
    return signals.wantsRead();
  }

  @Override
  public void message(boolean text, ByteBuffer payload) {
    if (text) {
      signals.text(payload);
    } else {
      signals.binary(payload);
    }
  }

  @Override
  public void ping(byte[] payload) {
    writer.pong(payload);
    connection.scheduleWrite();
  }

  @Override
  public void close(CloseStatus status) {
    signals.closed(status);
    end(Ending.HANG_UP, status);
  }

  @Override
  public void written(int bytes) {
    connection.unsent().written(bytes);
  }

  @Override
  public void closeWritten() {
    closeWritten = true;
    if (ending == Ending.HANG_UP) {
      channel.close();
    }
  }

  @Override
  public void writeFailed(Throwable cause) {
    if (channel.isActive()) {
      broken(cause);
    }
  }

  private void readOn() {
    if (ending != Ending.NOT_YET || (!reader.hasParked() && signals.wantsRead())) {
      channel.read();
    }
  }

  private void violated(TransportException violation) {
    reader.close();
    signals.violated(violation);
    end(
        Ending.LINGER,
        violation.kind() == Kind.MESSAGE_TOO_LARGE
            ? CloseStatus.MESSAGE_TOO_BIG
            : CloseStatus.PROTOCOL_ERROR);
  }

  /** Sends a close frame if none was sent, and sees to it that the socket is freed soon. */
  private void end(Ending how, CloseStatus status) {
    ending = how;
    hangUpTimer =
        channel
            .eventLoop()
            .schedule(() -> Channels.closeNow(channel), HANG_UP_SECONDS, TimeUnit.SECONDS);
    if (closeWritten) {
      channel.close();
    } else {
      writer.closeWith(status);
      write();
    }
  }

  private void broken(Throwable cause) {
    if (lost == null) {
      TransportException classified = NettyFailures.classify(cause);
      lost =
          classified.kind() == Kind.RESOURCE
              ? classified
              : new TransportException(Kind.LOST, String.valueOf(classified.getMessage()), cause);
    }
    Channels.closeNow(channel);
  }

  /** Messages that wait for demand go before the terminal signal. */
  private void endIfReadUp() {
    if (reader.hasParked() && !signals.isEnded()) {
      return;
    }
    reader.close();
    connection.queue().clear();
    connection.failed(
        lost != null
            ? lost
            : new TransportException(
                Kind.LOST, "the connection ended without a close frame", null));
  }
}
