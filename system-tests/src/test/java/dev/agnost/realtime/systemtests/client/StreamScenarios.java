package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.tck.client.ConnectionEvent;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages as streams with demand. */
interface StreamScenarios extends ScenarioContext {

  @Test
  default void subscribersGetWhatTheyAskFor() {
    RecordingClient ann = connect();
    StreamLog two = StreamLog.of(ann.rt.messages("say"));
    StreamLog all = StreamLog.of(ann.rt.messages());
    two.request(2);
    all.request(Long.MAX_VALUE);

    ann.broadcast("say", "1");
    ann.broadcast("other", "2");
    ann.broadcast("say", "3");
    ann.broadcast("say", "4");

    two.received.expect("1", "3");
    all.received.expect("1", "2", "3", "4");
    ann.settle();
    two.received.expectNothing();
    two.request(1);
    two.received.expect("4");
    two.cancel();
    all.cancel();
    ann.broadcast("say", "5");
    ann.settle();
    two.received.expectNothing();
  }

  @Test
  default void subscriberWithoutDemandHoldsBackReadingAndNothingIsLost() {
    AtomicInteger received = new AtomicInteger();
    RecordingClient ann = connect();
    RecordingClient bob = connect(options -> options.maxPendingMessages(4));
    bob.rt.on("say", message -> received.incrementAndGet());
    StreamLog stream = StreamLog.of(bob.rt.messages("say"));

    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i, false);
    }
    ann.settle();
    Timeouts.await("as many as there is room for", () -> received.get() >= 4);
    stream.received.expectSilence();
    assertTrue(received.get() <= 8, () -> "read without demand: " + received.get());
    assertTrue(bob.rt.isConnected(), "isConnected()");
    bob.broadcast("say", "sending goes on", false);

    stream.request(Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      stream.received.expect(String.valueOf(i));
    }
    Timeouts.await("listeners received all", () -> received.get() == 100);
  }

  @Test
  default void cancellingLetsReadingGoOn() {
    AtomicInteger received = new AtomicInteger();
    RecordingClient ann = connect();
    RecordingClient bob = connect(options -> options.maxPendingMessages(4));
    bob.rt.on("say", message -> received.incrementAndGet());
    StreamLog stream = StreamLog.of(bob.rt.messages("say"));
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i, false);
    }
    Timeouts.await("as many as there is room for", () -> received.get() >= 4);

    stream.cancel();

    Timeouts.await("listeners received all", () -> received.get() == 100);
    stream.received.expectNothing();
  }

  @Test
  default void streamOutlivesReconnectsAndEndsWithTheClient() {
    RecordingClient ann = connect();
    StreamLog stream = StreamLog.of(ann.rt.messages("say"));
    stream.request(10);
    server().cutConnections();
    ann.connection.skipTo(ConnectionEvent.Connected.class);
    ann.rt.off();
    ann.broadcast("say", "after the cut");
    stream.received.expect("after the cut");
    ann.closeManually();
    ann.open();
    ann.broadcast("say", "after close");
    stream.received.expect("after close");

    ann.client.close();

    stream.received.expect("complete");
    StreamLog late = StreamLog.of(ann.rt.messages("say"));
    late.received.expect("complete");
  }

  @Test
  default void requestThatIsNotPositiveEndsTheStreamOnly() {
    RecordingClient ann = connect();
    StreamLog stream = StreamLog.of(ann.rt.messages("say"));

    stream.request(0);

    assertTrue(stream.received.next().startsWith("error rule 3.9"), "onError");
    ann.broadcast("say", 1);
    assertEquals(1, ann.messages.next().as(Integer.class));
  }
}
