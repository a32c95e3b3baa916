package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {

  private static final String PARK = "jdk.internal.misc.Unsafe.park";
  private static final String MAILBOX = "dev.agnost.realtime.core.concurrent.SerialExecutor.drain";

  @Test
  void aFutureThatCoreWaitsForBlocksIt() {
    assertThat(in(PARK, "java.util.concurrent.CompletableFuture.get", MAILBOX))
        .contains("java.util.concurrent.CompletableFuture.get for " + frame(MAILBOX));
  }

  @Test
  void aSleepInATransportThatCoreCallsBlocksIt() {
    assertThat(in("java.lang.Thread.sleep0", "com.example.Transport.send", MAILBOX))
        .startsWith("java.lang.Thread.sleep0 for ");
  }

  @Test
  void aLockThatSomebodyHoldsForAMomentDoesNot() {
    String lock = "java.util.concurrent.locks.ReentrantLock.lock";

    assertThat(
            in(
                PARK,
                "java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire",
                lock,
                MAILBOX))
        .isEmpty();
  }

  @Test
  void workDoesNot() {
    assertThat(in("java.util.HashMap.get", MAILBOX)).isEmpty();
  }

  @Test
  void aListenerThatWaitsDoesNot() {
    assertThat(
            in("java.lang.Thread.sleep", "dev.agnost.realtime.systemtests.Listener.run", MAILBOX))
        .isEmpty();
  }

  @Test
  void anIdleThreadDoesNot() {
    assertThat(in(PARK, "java.util.concurrent.LinkedBlockingQueue.take", "java.lang.Thread.run"))
        .isEmpty();
  }

  @Test
  void anIdleThreadOfAPoolDoesNotWhateverStartedIt() {
    String started = "dev.agnost.realtime.core.concurrent.NonBlockingScope.run";

    assertThat(
            in(
                PARK,
                "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos",
                "java.util.concurrent.LinkedBlockingQueue.poll",
                "java.util.concurrent.ThreadPoolExecutor.getTask",
                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                started))
        .isEmpty();
  }

  private static String in(String... calls) {
    StackTraceElement[] stack =
        Stream.of(calls).map(BlockingCallsTest::frame).toArray(StackTraceElement[]::new);
    return BlockingCalls.in(stack).orElse("");
  }

  private static StackTraceElement frame(String call) {
    int dot = call.lastIndexOf('.');
    return new StackTraceElement(call.substring(0, dot), call.substring(dot + 1), "X.java", 1);
  }
}
