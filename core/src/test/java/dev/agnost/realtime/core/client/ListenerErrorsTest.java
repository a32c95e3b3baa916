package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.client.ListenerRegistry.Times;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a listener or subscriber throws reaches the listeners of {@code onListenerError}. */
class ListenerErrorsTest {

  private final Surroundings around = new Surroundings();
  private final SlowListenerDetector watch = new SlowListenerDetector(around);
  private final MessageStreams streams = new MessageStreams();
  private final ListenerRegistry<IncomingEvent> registry =
      new ListenerRegistry<>(watch, event -> event.message().channel());
  private final Subscriptions all =
      new Subscriptions(registry, (event, scope) -> streams.publisher(event, scope, around, watch));
  private final List<ListenerError> reported = new ArrayList<>();
  private final List<String> received = new ArrayList<>();

  @SuppressWarnings("UnnecessaryLambda") // one object, since reports are compared with it
  private final Consumer<Message> bad =
      message -> {
        throw new IllegalStateException("thrown by a listener of a test");
      };

  @Test
  void whatAListenerThrowsIsReportedWithEventChannelAndListener() {
    watch.errors().add(reported::add);
    all.raw("say", Times.EVER, bad);
    all.any(bad);

    receive("say", "room", "1");

    assertThat(reported).extracting(ListenerError::event).containsExactly("onAny", "say");
    assertThat(reported).extracting(ListenerError::channel).containsOnly("room");
    assertThat(reported).extracting(ListenerError::listener).containsOnly(bad);
    assertThat(reported)
        .extracting(error -> error.cause().getMessage())
        .containsOnly("thrown by a listener of a test");
  }

  @Test
  void aPayloadThatDoesNotFitTheTypeIsReported() {
    watch.errors().add(reported::add);
    all.typed(
        "say",
        Times.EVER,
        (Integer number, Message m) -> received.add("number"),
        m -> m.as(Integer.class));

    receive("say", "room", "\"no list\"");

    assertThat(received).isEmpty();
    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).cause()).isInstanceOf(PayloadException.class);
  }

  @Test
  void theOtherListenersRunAllTheSame() {
    all.raw("say", Times.EVER, bad);
    all.raw("say", Times.EVER, message -> received.add(message.asText()));
    watch.errors().add(reported::add);

    receive("say", "room", "1");

    assertThat(received).containsExactly("1");
    assertThat(reported).hasSize(1);
  }

  @Test
  void whatAnErrorListenerThrowsIsReportedToNone() {
    List<String> order = new ArrayList<>();
    watch
        .errors()
        .add(
            error -> {
              order.add("first");
              throw new IllegalStateException("thrown by an error listener of a test");
            });
    watch.errors().add(error -> order.add("second " + error.event()));
    all.raw("say", Times.EVER, bad);

    receive("say", "room", "1");

    assertThat(order).containsExactly("first", "second say");
  }

  @Test
  void aClosedRegistrationReceivesNothing() {
    Registration one = watch.errors().add(reported::add);
    all.raw("say", Times.EVER, bad);

    one.close();
    one.close();
    receive("say", "room", "1");

    assertThat(reported).isEmpty();
  }

  @Test
  void whatASubscriberThrowsIsReportedInOrderWithTheCallbacks() {
    watch.errors().add(reported::add);
    Subscriber atOnce = new Subscriber(true);
    Subscriber later = new Subscriber(false);
    all.messages("say").subscribe(atOnce);
    all.messages().subscribe(later);

    assertThat(reported).isEmpty();
    receive("say", "room", "1");

    assertThat(reported).extracting(ListenerError::listener).containsExactly(atOnce, later);
    assertThat(reported).extracting(ListenerError::channel).containsExactly(null, "room");
  }

  @Test
  void aChannelPublishesItsOwnMessagesOnly() {
    List<String> named = new ArrayList<>();
    List<String> any = new ArrayList<>();
    all.of("room").messages("say").subscribe(new Recording(named));
    all.of("room").messages().subscribe(new Recording(any));
    around.run();

    receive("say", "room", "1");
    receive("say", "other", "2");
    receive("shout", "room", "3");

    assertThat(named).containsExactly("1");
    assertThat(any).containsExactly("1", "3");
  }

  private void receive(String name, String channel, String json) {
    String frame =
        "42[\"" + name + "\",{\"channel\":\"" + channel + "\",\"message\":" + json + "}]";
    Event event =
        (Event) new PacketDecoder().text(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
    IncomingEvent incoming = new IncomingEvent(event, new JacksonPayloadCodec());
    around.callback(
        () -> {
          registry.deliver(name, incoming);
          streams.deliver(name, incoming);
        });
    around.run();
  }

  /** Callbacks that run when told to; time stands still. */
  private static final class Surroundings implements InboundBuffer, Scheduler {
    private final List<Runnable> callbacks = new ArrayList<>();

    void run() {
      while (!callbacks.isEmpty()) {
        callbacks.remove(0).run();
      }
    }

    @Override
    public void callback(Runnable task) {
      callbacks.add(task);
    }

    @Override
    public void hold(int bytes) {}

    @Override
    public void release(int bytes) {}

    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }

  /** Asks for everything. */
  private static class Recording implements Flow.Subscriber<Message> {
    private final List<String> payloads;

    Recording(List<String> payloads) {
      this.payloads = payloads;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Message message) {
      payloads.add(message.asText());
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }

  /** Throws from its first or from its second signal. */
  private static final class Subscriber extends Recording {
    private final boolean atOnce;

    Subscriber(boolean atOnce) {
      super(new ArrayList<>());
      this.atOnce = atOnce;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      if (atOnce) {
        throw new IllegalStateException("thrown by onSubscribe of a test");
      }
      super.onSubscribe(subscription);
    }

    @Override
    public void onNext(Message message) {
      throw new IllegalStateException("thrown by onNext of a test");
    }
  }
}
