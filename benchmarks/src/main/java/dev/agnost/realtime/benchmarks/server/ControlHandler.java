package dev.agnost.realtime.benchmarks.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.TimeUnit;

/** One control connection; only one is open at a time. */
@SuppressWarnings("FutureReturnValueIgnored") // a lost control connection ends with its contestant
final class ControlHandler extends SimpleChannelInboundHandler<String> {

  private static final long REPORT_MICROS = 1_000;

  private final Load load;
  private long reported;
  private long reportedAccepted;

  ControlHandler(Load load) {
    this.load = load;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    load.reset();
    ctx.executor()
        .scheduleWithFixedDelay(
            () -> report(ctx), REPORT_MICROS, REPORT_MICROS, TimeUnit.MICROSECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, String line) {
    load.command(line);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    load.stop();
  }

  private void report(ChannelHandlerContext ctx) {
    if (!ctx.channel().isActive()) {
      throw new IllegalStateException("closed"); // ends the repetition
    }
    long received = load.received();
    long accepted = load.accepted();
    if (received != reported || accepted != reportedAccepted) {
      reported = received;
      reportedAccepted = accepted;
      String line = "received " + received + " accepted " + accepted + "\n";
      ctx.writeAndFlush(Unpooled.copiedBuffer(line, US_ASCII));
    }
  }
}
