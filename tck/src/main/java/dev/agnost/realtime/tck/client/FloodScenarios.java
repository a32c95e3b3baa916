package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A server that sends faster than the listeners listen. */
interface FloodScenarios extends ScenarioContext {

  /** The server that the tests share. */
  EmbeddedAgnostServer embedded();

  /** What the listeners receive before the run ends. */
  int RECEIVED = 3_000;

  /** A million messages of a kilobyte, as fast as the client takes them. */
  int OFFERED = 1_000_000;

  /** About a kilobyte. */
  String PADDING = "x".repeat(1000);

  /** What the server keeps ready, so that it never is the one that waits. */
  int READY_BYTES = 256 << 10;

  /**
   * How far the server may get ahead of the listener: the window of the client, and what the kernel
   * keeps of a TCP connection on both sides. A client that reads without limit takes three times as
   * much in this time.
   */
  long AHEAD_BYTES = 32L << 20;

  /** Other scenarios run in the same process. */
  long HEAP_BYTES = 64L << 20;

  /** A message. */
  record Tick(int number, String padding) {}

  @Test
  default void millionMessagesToASlowListenerAreHeldBackInOrderAndWithoutLoss() {
    AtomicInteger received = new AtomicInteger();
    EventLog<Integer> astray = new EventLog<>("numbers out of order");
    RecordingClient ann = connect();
    ann.rt.offAny(); // those of the kit keep all messages
    ann.rt.on("tick", Tick.class, (tick, message) -> listen(tick, received, astray));
    long heapBefore = ResourceUsage.now().heapBytes();

    long mostAhead = 0;
    long messageBytes = text(0).length();
    for (int i = 0; i < OFFERED && received.get() < RECEIVED; i++) {
      embedded().broadcast(env(), "tick", text(i));
      long unsent = embedded().unsentBytes(ann.id());
      mostAhead = Math.max(mostAhead, (i - received.get()) * messageBytes - unsent);
      if (unsent > READY_BYTES) {
        int had = received.get();
        Timeouts.await(
            "the next message; received are " + had,
            () -> embedded().unsentBytes(ann.id()) <= READY_BYTES || received.get() >= RECEIVED);
      }
      if (received.get() == RECEIVED / 2) {
        expectHeapNear(heapBefore);
      }
    }

    astray.expectNothing();
    assertTrue(received.get() >= RECEIVED, "all that was offered was taken at once");
    long ahead = mostAhead;
    assertTrue(ahead <= AHEAD_BYTES, () -> "the server got " + ahead + " bytes ahead");
    expectHeapNear(heapBefore);
    ann.closeManually();
    assertEquals(DisconnectReason.CLIENT, ann.connection.next(Lost.class).reason());
    ann.assertState(ConnectionState.CLOSED);
    astray.expectNothing();
  }

  private static void listen(Tick tick, AtomicInteger received, EventLog<Integer> astray) {
    if (tick.number() != received.get()) {
      astray.add(tick.number());
    }
    LockSupport.parkNanos(Duration.ofMillis(1).toNanos()); // the work of this listener
    received.incrementAndGet();
  }

  private static void expectHeapNear(long before) {
    long now = ResourceUsage.now().heapBytes();
    assertTrue(now <= before + HEAP_BYTES, () -> "heap grew from " + before + " to " + now);
  }

  private static String text(int number) {
    return "{\"number\":" + number + ",\"padding\":\"" + PADDING + "\"}";
  }
}
