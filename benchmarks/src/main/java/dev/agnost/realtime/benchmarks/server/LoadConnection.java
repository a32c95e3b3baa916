package dev.agnost.realtime.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One WebSocket of a contestant. Of messages only the first bytes are looked at, so that the server
 * costs less than any client.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures end the channel
final class LoadConnection extends ChannelInboundHandlerAdapter implements FrameSkipper.Sink {

  private static final String MESSAGE = "42[\"message\"";
  private static final Pattern JOIN =
      Pattern.compile("42\\[\"join\",\\{\"channel\":\"([^\"]+)\".*", Pattern.DOTALL);

  private static final int BATCHES_PER_TURN = 64;

  private final Load load;
  private final Channel channel;
  private final FrameSkipper frames = new FrameSkipper(this);
  private boolean pumping;

  LoadConnection(Load load, Channel channel) {
    this.load = load;
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      frames.feed((ByteBuf) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    load.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close(); // contestants hang up in many ways
  }

  /** Writes as much of the flood as the socket takes. */
  void pump() {
    if (pumping) { // a flush makes the channel writable again, further up in the stack
      return;
    }
    pumping = true;
    try {
      int batches = 0;
      while (load.flood().isReadable() && channel.isWritable() && channel.isActive()) {
        if (batches++ == BATCHES_PER_TURN) { // control lines must get through as well
          channel.eventLoop().execute(this::pump);
          return;
        }
        channel.write(load.flood().retainedDuplicate());
        load.written();
        if (!channel.isWritable()) {
          channel.flush();
        }
      }
      channel.flush();
    } finally {
      pumping = false;
    }
  }

  @Override
  public void text(byte[] prefix, int length) {
    String start = new String(prefix, 0, Math.min(length, MESSAGE.length()), UTF_8);
    if (start.equals(MESSAGE)) {
      load.messageReceived();
      if (load.answer().isReadable()) {
        channel.write(load.answer().retainedDuplicate());
      }
    } else if (start.startsWith("40")) {
      load.connectionAccepted();
      channel.write(Frames.text("40{\"sid\":\"load-socket\"}"));
    } else {
      join(new String(prefix, 0, length, UTF_8));
    }
  }

  private void join(String text) {
    Matcher join = JOIN.matcher(text);
    if (join.matches()) {
      channel.write(
          Frames.text(
              "42[\"channel:join\",{\"channel\":\""
                  + join.group(1)
                  + "\",\"message\":{\"id\":\"load-socket\"}}]"));
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
