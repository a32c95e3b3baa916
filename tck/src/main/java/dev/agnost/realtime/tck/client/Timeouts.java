package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.AssertionFailedError;

/**
 * How long scenarios wait. Upper bounds grow with the system property {@code tck.timeoutFactor},
 * for slow machines; lower bounds never do.
 */
public final class Timeouts {
  /** How long nothing must happen where nothing may happen. */
  public static final Duration SILENCE = Duration.ofMillis(300);

  private static final double FACTOR =
      Double.parseDouble(System.getProperty("tck.timeoutFactor", "1"));

  /** How long something may take that must happen. */
  public static final Duration LIMIT = scaled(Duration.ofSeconds(10));

  private Timeouts() {}

  /** An upper bound on this machine. */
  public static Duration scaled(Duration bound) {
    return Duration.ofNanos((long) (bound.toNanos() * FACTOR));
  }

  /** Polls until a condition is true. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionFailedError(what + ": did not happen within " + LIMIT);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /** Waits for a latch, on any thread. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionFailedError("a latch was not released within " + LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionFailedError("interrupted", e);
    }
  }

  /** Waits for a result. */
  public static <T> T done(String what, CompletableFuture<T> future) {
    try {
      return future.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new AssertionFailedError(what + ": failed with " + e.getCause(), e.getCause());
    } catch (CancellationException e) {
      throw new AssertionFailedError(what + ": was cancelled", e);
    } catch (TimeoutException e) {
      throw new AssertionFailedError(what + ": not done within " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionFailedError(what + ": interrupted", e);
    }
  }

  /** Waits for a failure of this type. */
  public static <X extends Throwable> X failed(
      String what, Class<X> type, CompletableFuture<?> future) {
    Throwable thrown = null;
    try {
      Object result = future.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
      Assertions.fail(what + ": should have failed but is done: " + result);
    } catch (ExecutionException e) {
      thrown = e.getCause();
    } catch (CancellationException e) {
      thrown = e;
    } catch (TimeoutException e) {
      throw new AssertionFailedError(what + ": not done within " + LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionFailedError(what + ": interrupted", e);
    }
    if (thrown instanceof CompletionException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    return Assertions.assertInstanceOf(type, thrown, what);
  }

  /** Waits until a message has not been sent for this reason. */
  public static void expectNotSent(Reason reason, CompletableFuture<Void> future) {
    NotSentException thrown = failed("send", NotSentException.class, future);
    Assertions.assertEquals(reason, thrown.reason());
    Assertions.assertEquals(reason.agnCode(), thrown.code());
  }
}
