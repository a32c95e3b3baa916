package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Streams on a single thread: who gets what, and what is kept meanwhile. */
class MessageStreamsTest {

  private final MessageStreams streams = new MessageStreams();
  private final Session session = new Session();
  private final SlowListenerDetector watch = new SlowListenerDetector(session);

  @Test
  void nothingComesWithoutDemandAndEverythingIsKept() {
    Heard heard = subscribe("say");

    say("say", 1);
    say("say", 2);

    assertThat(heard.signals).containsExactly("subscribed");
    assertThat(session.heldMessages).isEqualTo(2);
    assertThat(session.heldBytes).isEqualTo(2L * frame("say", 1).length());
    heard.request(1);
    assertThat(heard.signals).containsExactly("subscribed", "1");
    assertThat(session.heldMessages).isEqualTo(1);
    heard.request(5);
    assertThat(heard.signals).containsExactly("subscribed", "1", "2");
    assertThat(session.heldBytes).isZero();
  }

  @Test
  void withDemandNothingIsKept() {
    Heard heard = subscribe("say");
    heard.request(2);

    say("say", 1);
    say("say", 2);
    say("say", 3);

    assertThat(heard.signals).containsExactly("subscribed", "1", "2");
    assertThat(session.heldMessages).isEqualTo(1);
  }

  @Test
  void eachSubscriberGetsAllMessagesAtItsOwnPace() {
    Heard fast = subscribe("say");
    Heard slow = subscribe("say");
    Heard all = subscribe(null);
    fast.request(Long.MAX_VALUE);
    all.request(Long.MAX_VALUE);

    say("say", 1);
    say("other", 2);
    say("say", 3);

    assertThat(fast.signals).containsExactly("subscribed", "1", "3");
    assertThat(all.signals).containsExactly("subscribed", "1", "2", "3");
    assertThat(slow.signals).containsExactly("subscribed");
    slow.request(2);
    assertThat(slow.signals).containsExactly("subscribed", "1", "3");
    assertThat(session.heldMessages).isZero();
  }

  @Test
  void cancellingReleasesWhatWasKept() {
    Heard heard = subscribe("say");
    say("say", 1);
    say("say", 2);

    heard.cancel();
    heard.cancel();
    heard.request(10);
    say("say", 3);

    assertThat(heard.signals).containsExactly("subscribed");
    assertThat(session.heldMessages).isZero();
    assertThat(session.heldBytes).isZero();
  }

  @Test
  void cancellingWithinASignalIsEnough() {
    Heard heard = subscribe("say");
    say("say", 1);
    say("say", 2);
    heard.onNext = Heard::cancel;

    heard.request(2);

    assertThat(heard.signals).containsExactly("subscribed", "1");
    assertThat(session.heldMessages).isZero();
  }

  @Test
  void cancellingWithinOnSubscribeIsEnough() {
    Heard heard = new Heard();
    heard.onSubscribe = Heard::cancel;
    streams.publisher("say", any -> true, session, watch).subscribe(heard);
    session.run();

    say("say", 1);

    assertThat(heard.signals).containsExactly("subscribed");
    assertThat(session.heldMessages).isZero();
  }

  @Test
  void requestingOneByOneWithinOnNextDoesNotRecurse() {
    Heard heard = subscribe("say");
    for (int i = 0; i < 10_000; i++) {
      say("say", i);
    }
    heard.onNext = each -> each.subscription().request(1);

    heard.request(1);

    assertThat(heard.signals).hasSize(10_001).endsWith("9999");
    assertThat(heard.deepest).isEqualTo(1);
  }

  @Test
  void aRequestThatIsNotPositiveEndsTheStreamWithAnError() {
    for (long request : new long[] {0, -1, Long.MIN_VALUE}) {
      Heard heard = subscribe("say");
      say("say", 1);

      heard.request(request);
      heard.request(5);

      assertThat(heard.signals).hasSize(2).last().asString().startsWith("error rule 3.9");
      assertThat(session.heldMessages).isZero();
    }
  }

  @Test
  void demandAddsUpToWithoutALimitAndNotBeyond() {
    Heard heard = subscribe("say");
    heard.request(Long.MAX_VALUE - 1);
    heard.request(Long.MAX_VALUE - 1);

    say("say", 1);

    assertThat(heard.signals).containsExactly("subscribed", "1");
  }

  @Test
  void aSubscriberThatThrowsIsTakenToHaveCancelled() {
    Heard bad = subscribe("say");
    Heard good = subscribe("say");
    bad.onNext =
        each -> {
          throw new IllegalStateException("thrown by a subscriber of a test");
        };
    bad.request(5);
    good.request(5);

    say("say", 1);
    say("say", 2);

    assertThat(bad.signals).containsExactly("subscribed", "1");
    assertThat(good.signals).containsExactly("subscribed", "1", "2");
  }

  @Test
  void theEndCompletesAllAndDiscardsWhatNobodyAskedFor() {
    Heard heard = subscribe("say");
    Heard done = subscribe(null);
    done.request(5);
    say("say", 1);

    streams.end();
    session.run();
    say("say", 2);
    heard.request(5);

    assertThat(heard.signals).containsExactly("subscribed", "complete");
    assertThat(done.signals).containsExactly("subscribed", "1", "complete");
    assertThat(session.heldMessages).isZero();
  }

  @Test
  void whoSubscribesAfterTheEndIsCompletedAtOnce() {
    streams.end();

    Heard late = new Heard();
    streams.publisher("say", any -> true, session, watch).subscribe(late);

    assertThat(late.signals).containsExactly("subscribed", "complete");
  }

  @Test
  @SuppressWarnings("NullAway") // what callers get wrong
  void nobodyCannotSubscribe() {
    assertThatThrownBy(() -> streams.publisher("say", any -> true, session, watch).subscribe(null))
        .isInstanceOf(NullPointerException.class);
  }

  private Heard subscribe(@Nullable String event) {
    Heard heard = new Heard();
    streams.publisher(event, any -> true, session, watch).subscribe(heard);
    session.run();
    return heard;
  }

  private void say(String name, long number) {
    Event event =
        (Event)
            new PacketDecoder()
                .text(ByteBuffer.wrap(frame(name, number).getBytes(StandardCharsets.UTF_8)));
    streams.deliver(name, new IncomingEvent(event, new JacksonPayloadCodec()));
    session.run();
  }

  private static String frame(String name, long number) {
    return "42[\"" + name + "\",{\"channel\":\"room\",\"message\":" + number + "}]";
  }

  /** Runs callbacks when told to, and counts what is kept. */
  private static final class Session implements InboundBuffer, Scheduler {
    private final Queue<Runnable> callbacks = new ArrayDeque<>();
    private long heldBytes;
    private long heldMessages;

    @Override
    public void hold(int bytes) {
      heldBytes += bytes;
      heldMessages++;
    }

    @Override
    public void release(int bytes) {
      heldBytes -= bytes;
      heldMessages--;
    }

    @Override
    public void callback(Runnable task) {
      callbacks.add(task);
    }

    private void run() {
      for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
        next.run();
      }
    }

    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }

  /** Writes down its signals. */
  private final class Heard implements Flow.Subscriber<Message> {
    private final List<String> signals = new ArrayList<>();
    private Consumer<Heard> onSubscribe = each -> {};
    private Consumer<Heard> onNext = each -> {};
    private Flow.@Nullable Subscription subscription;
    private int depth;
    private int deepest;

    Flow.Subscription subscription() {
      Flow.Subscription mine = subscription;
      if (mine == null) {
        throw new AssertionError("not subscribed");
      }
      return mine;
    }

    void request(long messages) {
      subscription().request(messages);
      session.run();
    }

    void cancel() {
      subscription().cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      signals.add("subscribed");
      onSubscribe.accept(this);
    }

    @Override
    public void onNext(Message message) {
      deepest = Math.max(deepest, ++depth);
      signals.add(message.asText());
      onNext.accept(this);
      depth--;
    }

    @Override
    public void onError(Throwable thrown) {
      signals.add("error " + thrown.getMessage());
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }
}
