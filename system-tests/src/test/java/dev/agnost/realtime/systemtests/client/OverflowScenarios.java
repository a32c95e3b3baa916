package dev.agnost.realtime.systemtests.client;

import static dev.agnost.realtime.tck.client.Timeouts.expectNotSent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A queue that is full by count, by bytes, or by age. */
interface OverflowScenarios extends ScenarioContext {

  @Test
  default void fullQueueRejectsTheNewMessageByDefault() {
    expectKept(OverflowPolicy.REJECT_NEW, List.of(0, 1, 2));
  }

  @Test
  default void fullQueueDropsTheOldestIfAskedTo() {
    expectKept(OverflowPolicy.DROP_OLDEST, List.of(2, 3, 4));
  }

  @Test
  default void fullQueueDropsTheNewestIfAskedTo() {
    expectKept(OverflowPolicy.DROP_NEWEST, List.of(0, 1, 4));
  }

  /** Five messages, room for three. */
  private void expectKept(OverflowPolicy policy, List<Integer> kept) {
    RecordingClient ann =
        start(options -> options.autoConnect(false).maxQueuedMessages(3).overflowPolicy(policy));

    List<CompletableFuture<Void>> sent =
        IntStream.range(0, 5).mapToObj(i -> ann.rt.broadcast("say", i)).toList();

    for (int i = 0; i < 5; i++) {
      if (!kept.contains(i)) {
        expectNotSent(Reason.OVERFLOW, sent.get(i));
      }
    }
    ann.open();
    for (int i : kept) {
      Timeouts.done("kept message", sent.get(i));
      assertEquals(i, ann.messages.next().as(Integer.class));
    }
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void fullQueueByBytesRejectsTheNewMessage() {
    RecordingClient ann = start(options -> options.autoConnect(false).maxQueuedBytes(1000));
    CompletableFuture<Void> first = ann.rt.broadcast("say", "x".repeat(600));

    CompletableFuture<Void> second = ann.rt.broadcast("say", "y".repeat(600));

    expectNotSent(Reason.OVERFLOW, second);
    ann.open();
    Timeouts.done("first message", first);
    assertEquals("x".repeat(600), ann.messages.next().asText());
  }

  @Test
  default void messageThatWaitedTooLongIsDropped() {
    RecordingClient ann =
        start(options -> options.autoConnect(false).maxQueuedAge(Duration.ofMillis(100)));
    long start = System.nanoTime();
    CompletableFuture<Void> sent = ann.rt.broadcast("say", "old");

    expectNotSent(Reason.EXPIRED, sent);

    assertEquals(true, System.nanoTime() - start >= 100_000_000L, "not before its time");
    ann.open();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void messageThatWaitedNotTooLongIsSent() {
    RecordingClient ann = start(options -> options.autoConnect(false).maxQueuedAge(NEVER));
    CompletableFuture<Void> sent = ann.rt.broadcast("say", "fresh");

    ann.open();

    Timeouts.done("broadcast", sent);
    assertEquals("fresh", ann.messages.next().asText());
  }
}
