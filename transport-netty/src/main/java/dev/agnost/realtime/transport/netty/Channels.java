package dev.agnost.realtime.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Ways to reach a channel from any thread. */
final class Channels {

  private Channels() {}

  /**
   * Closes the socket at once. {@code Channel.close} would pass {@code SslHandler}, which first
   * waits for its close_notify to be written; a peer that does not read can hold that up.
   */
  static void closeNow(Channel channel) {
    if (channel.eventLoop().inEventLoop()) {
      closeFromHead(channel);
    } else {
      execute(channel.eventLoop(), () -> closeFromHead(channel));
    }
  }

  /** Runs a task on a loop that may have been shut down. */
  static void execute(Executor loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      // ignored: a loop closes its channels when it ends
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing does not fail
  private static void closeFromHead(Channel channel) {
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first == null) {
      channel.close();
    } else {
      first.close();
    }
  }
}
