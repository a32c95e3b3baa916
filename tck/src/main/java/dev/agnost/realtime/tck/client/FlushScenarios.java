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
interface FlushScenarios extends ScenarioContext {

  @Test
  default void gaugesTellWhatWaitsAndFlushWaitsForIt() {
    RecordingClient ann = idle();
    CompletableFuture<Void> first = ann.rt.broadcast("say", "1");
    CompletableFuture<Void> second = ann.rt.broadcast("say", "2");
    assertEquals(2, ann.rt.queuedMessages());
    assertTrue(ann.rt.queuedBytes() > 0, "queuedBytes()");
    CompletableFuture<Void> flush = ann.rt.flush(Timeouts.LIMIT);

    ann.open();

    Timeouts.done("flush", flush);
    assertEquals(0, ann.rt.queuedMessages());
    assertEquals(0, ann.rt.queuedBytes());
    Timeouts.done("broadcast", first);
    Timeouts.done("broadcast", second);
  }

  @Test
  default void whatWasFlushedArrivesBeforeAClose() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Void> unused = ann.rt.broadcast("say", i);
    }

    Timeouts.done("flush", ann.rt.flush(Timeouts.LIMIT));

    for (int i = 0; i < 300; i++) {
      assertEquals(i, bob.messages.next().as(Integer.class));
    }
    ann.client.close();
  }

  @Test
  default void flushThatIsTooShortSaysWhatWaits() {
    RecordingClient ann = idle();
    CompletableFuture<Void> unused = ann.rt.broadcast("say", 1);

    FlushException late =
        Timeouts.failed("flush", FlushException.class, ann.rt.flush(Duration.ofMillis(1)));

    assertEquals(Reason.TIMEOUT, late.reason());
    assertEquals(1, late.waitingMessages());
    assertEquals(ann.rt.queuedBytes(), late.waitingBytes());
  }

  @Test
  default void closeEndsAFlush() {
    RecordingClient ann = idle();
    CompletableFuture<Void> unused = ann.rt.broadcast("say", 1);
    CompletableFuture<Void> flush = ann.rt.flush(Timeouts.LIMIT);

    ann.closeManually();

    assertEquals(Reason.CLOSED, Timeouts.failed("flush", FlushException.class, flush).reason());
    assertThrows(IllegalArgumentException.class, () -> ann.rt.flush(Duration.ofMillis(-1)));
  }
}
