package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for publishers, by its own kit, run one by one under JUnit. */
class StreamRulesTest {

  private static final ExecutorService FEEDERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "feeder");
            thread.setDaemon(true);
            return thread;
          });

  @AfterAll
  static void stopFeeders() {
    FEEDERS.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return Arrays.stream(Verification.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> verify(method)));
  }

  private static void verify(Method rule) throws Throwable {
    try (Verification verification = new Verification()) {
      verification.setUp();
      rule.invoke(verification);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof SkipException skipped) {
        Assumptions.abort(skipped.getMessage());
      }
      throw thrown.getCause();
    }
  }

  /** Each subscriber is fed as the server would: as long as no more than 16 messages are kept. */
  public static final class Verification extends FlowPublisherVerification<Message>
      implements AutoCloseable {

    private static final long MOST_KEPT = 16;

    private final Feed feed = new Feed();
    private final SlowListenerDetector watch = new SlowListenerDetector(new NoTimers());

    Verification() {
      super(new TestEnvironment(10_000, 100, 100));
    }

    @Override
    public long maxElementsFromPublisher() {
      return 1_000;
    }

    @Override
    public Flow.Publisher<Message> createFlowPublisher(long elements) {
      Flow.Publisher<Message> publisher = feed.streams.publisher("say", any -> true, feed, watch);
      return subscriber -> {
        publisher.subscribe(subscriber);
        FEEDERS.execute(() -> feedWith(Math.min(elements, maxElementsFromPublisher())));
      };
    }

    private void feedWith(long elements) {
      long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      for (long i = 0; i < elements && goesOn(limit); i++) {
        while (feed.heldMessages.get() >= MOST_KEPT && goesOn(limit)) {
          LockSupport.parkNanos(100_000);
        }
        feed.say("say", i);
      }
      feed.callback(() -> endWhenTaken(limit));
    }

    private boolean goesOn(long limit) {
      return !feed.closed && System.nanoTime() - limit < 0;
    }

    private void endWhenTaken(long limit) {
      if (feed.heldMessages.get() > 0 && goesOn(limit)) {
        feed.callback(() -> endWhenTaken(limit));
      } else {
        feed.streams.end();
      }
    }

    /** A publisher of ours does not fail before it is subscribed to. */
    @Override
    public Flow.@Nullable Publisher<Message> createFailedFlowPublisher() {
      return null;
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  private static final class NoTimers implements Scheduler {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
