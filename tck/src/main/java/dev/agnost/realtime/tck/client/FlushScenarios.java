package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.FlushException.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What waits, and waiting for it. */
interface FlushScenarios extends Scene {

  @Test
  default void gaugesTellWhatWaitsAndFlushWaitsForIt() {
    WatchedClient ann = idle();
    CompletableFuture<Void> first = ann.rt.broadcast("say", "1");
    CompletableFuture<Void> second = ann.rt.broadcast("say", "2");
    assertEquals(2, ann.rt.queuedMessages());
    assertTrue(ann.rt.queuedBytes() > 0, "queuedBytes()");
    CompletableFuture<Void> flush = ann.rt.flush(Patience.LIMIT);

    ann.open();

    Patience.done("flush", flush);
    assertEquals(0, ann.rt.queuedMessages());
    assertEquals(0, ann.rt.queuedBytes());
    Patience.done("broadcast", first);
    Patience.done("broadcast", second);
  }

  @Test
  default void whatWasFlushedArrivesBeforeAClose() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i);
    }

    Patience.done("flush", ann.rt.flush(Patience.LIMIT));

    for (int i = 0; i < 300; i++) {
      assertEquals(i, bob.messages.next().as(Integer.class));
    }
    ann.client.close();
  }

  @Test
  default void flushThatIsTooShortSaysWhatWaits() {
    WatchedClient ann = idle();
    CompletableFuture<Void> unused = ann.rt.broadcast("say", 1);

    FlushException late =
        Patience.failed("flush", FlushException.class, ann.rt.flush(Duration.ofMillis(1)));

    assertEquals(Reason.TIMEOUT, late.reason());
    assertEquals(1, late.waitingMessages());
    assertEquals(ann.rt.queuedBytes(), late.waitingBytes());
  }

  @Test
  default void closeEndsAFlush() {
    WatchedClient ann = idle();
    CompletableFuture<Void> unused = ann.rt.broadcast("say", 1);
    CompletableFuture<Void> flush = ann.rt.flush(Patience.LIMIT);

    ann.closeByHand();

    assertEquals(Reason.CLOSED, Patience.failed("flush", FlushException.class, flush).reason());
    assertThrows(IllegalArgumentException.class, () -> ann.rt.flush(Duration.ofMillis(-1)));
  }
}
