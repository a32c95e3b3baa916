package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.OutboundQueue;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.DisconnectedCause;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.SessionMachine;

/** What becomes of a message that is sent while there is no connection. In the mailbox only. */
final class OfflinePolicy {

  private final SessionMachine machine;
  private final OutboundQueue queue;
  private final SessionEvents journal;
  private final boolean buffers;

  /**
   * @param buffers whether messages wait for a connection
   */
  OfflinePolicy(
      SessionMachine machine, OutboundQueue queue, SessionEvents journal, boolean buffers) {
    this.machine = machine;
    this.queue = queue;
    this.journal = journal;
    this.buffers = buffers;
  }

  /** Queues a message or refuses it, as the table says for this context. */
  void offer(OutboundMessage message, Context context) {
    Effect effect = machine.step(context, Input.USER_SEND, false, null).effects().get(0);
    boolean queues =
        effect == Effect.QUEUE
            || (effect == Effect.QUEUE_IF_IDLE && context.rest() == DisconnectedCause.IDLE);
    if (!queues) {
      reject(message, EffectHandler.notSent(context));
    } else if (buffers) {
      queue.offer(message);
    } else {
      reject(message, notBuffered());
    }
  }

  /** Refuses a message because the client is being closed for good. */
  void refuse(OutboundMessage message) {
    reject(message, EffectHandler.closedForGood());
  }

  private void reject(OutboundMessage message, NotSentException why) {
    if (message.receipt().dropped(why)) {
      journal.lost(why.reason());
    }
  }

  private static NotSentException notBuffered() {
    return new NotSentException(
        Reason.NOT_CONNECTED,
        "There is no connection now and bufferMessages is false. Send it again when connected, or"
            + " let messages wait.");
  }
}
