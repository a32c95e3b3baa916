package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The subscribers of received messages. Thread-safe. */
final class MessageStreams {

  private final List<MessageStream> streams = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  /**
   * Returns a publisher of the messages with this name, or of all.
   *
   * @param event null for all
   * @param scope which events it publishes
   */
  Flow.Publisher<Message> publisher(
      @Nullable String event,
      Predicate<? super IncomingEvent> scope,
      InboundBuffer intake,
      SlowListenerDetector watch) {
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber"); // Reactive Streams, rule 1.9
      subscribe(new MessageStream(event, scope, subscriber, intake, watch, streams::remove));
    };
  }

  private void subscribe(MessageStream stream) {
    stream.begin();
    if (ended) {
      stream.completeNow(); // nothing else can have been signalled
      return;
    }
    streams.add(stream);
    stream.open();
    if (ended) {
      stream.end();
    }
  }

  /** Offers an event to those that it concerns. As a callback. */
  void deliver(String event, IncomingEvent incoming) {
    for (MessageStream stream : streams) {
      if (stream.concerns(event, incoming)) {
        stream.offer(incoming.message(), incoming.bytes());
      }
    }
  }

  /** No more events will come. */
  void end() {
    ended = true;
    streams.forEach(MessageStream::end);
  }
}
