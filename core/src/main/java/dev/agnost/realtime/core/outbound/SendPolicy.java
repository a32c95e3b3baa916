package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Phase;

/**
 * Writes, queues or refuses a message, by the phase of the session. On the serial executor only.
 */
public final class SendPolicy {

  private final MessageSender sender;
  private final OutboundQueue queue;
  private final SessionEvents events;
  private final boolean buffers;

  /**
   * @param buffers whether messages wait for a connection
   */
  public SendPolicy(
      MessageSender sender, OutboundQueue queue, SessionEvents events, boolean buffers) {
    this.sender = sender;
    this.queue = queue;
    this.events = events;
    this.buffers = buffers;
  }

  /** Sends a message as {@link Context#sending()} demands. */
  public void send(OutboundMessage message, Context context) {
    switch (context.sending()) {
      case WRITE -> sender.send(message);
      case QUEUE -> {
        if (buffers) {
          queue.offer(message);
        } else {
          refuse(message, notBuffered());
        }
      }
      case REFUSE -> refuse(message, refusal(context));
    }
  }

  /** Refuses a message because the client is being closed for good. */
  public void refuseForGood(OutboundMessage message) {
    refuse(message, closedForGood());
  }

  private void refuse(OutboundMessage message, NotSentException why) {
    if (message.future().dropped(why)) {
      events.dropped(why.reason());
    }
  }

  private static NotSentException notBuffered() {
    return new NotSentException(
        Reason.NOT_CONNECTED,
        "There is no connection now and bufferMessages is false. Send it again when connected, or"
            + " let messages wait.");
  }

  /** The reason for which nothing can be sent in this context. */
  public static NotSentException refusal(Context context) {
    if (context.state() == ConnectionState.FAILED) {
      return new NotSentException(
          Reason.FAILED,
          "The client has stopped trying to connect. See onError for the reason, then call"
              + " open().");
    }
    boolean forGood = context.phase() == Phase.RELEASED || context.finalClose();
    return forGood
        ? closedForGood()
        : new NotSentException(
            Reason.CLOSED, "The connection is closed. Call open() first, then send it again.");
  }

  private static NotSentException closedForGood() {
    return new NotSentException(
        Reason.CLOSED, "The client was closed for good. Build another one.");
  }
}
