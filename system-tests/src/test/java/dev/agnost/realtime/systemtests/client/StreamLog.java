package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that records its signals and asks only when told to. */
final class StreamLog implements Flow.Subscriber<Message> {

  /** The text of each message, {@code complete}, or {@code error} with its message. */
  final EventLog<String> received = new EventLog<>("signals of a stream");

  private volatile Flow.@Nullable Subscription subscription; // written once in onSubscribe

  private StreamLog() {}

  /** Subscribes without demand. */
  static StreamLog of(Flow.Publisher<Message> publisher) {
    StreamLog log = new StreamLog();
    publisher.subscribe(log);
    return log;
  }

  void request(long messages) {
    Objects.requireNonNull(subscription, "not subscribed").request(messages);
  }

  void cancel() {
    Objects.requireNonNull(subscription, "not subscribed").cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
  }

  @Override
  public void onNext(Message message) {
    if (!message.event().equals(RecordingClient.FENCE)) {
      received.add(message.asText());
    }
  }

  @Override
  public void onError(Throwable thrown) {
    received.add("error " + thrown.getMessage());
  }

  @Override
  public void onComplete() {
    received.add("complete");
  }
}
