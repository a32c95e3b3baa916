package dev.agnost.realtime.systemtests.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.FlushException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends and ends in an orderly way, against any server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderlyEnd {

  static final String ENV = "env-orderly";
  static final String KEY = "key-orderly";
  private static final long PATIENCE_SECONDS = 60;
  private static final int MANY = 10_000;

  abstract AgnostServer server();

  /** Where the receiver is connected. */
  AgnostServer serverOfReceiver() {
    return server();
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void fewMessagesAndTryWithResourcesLoseNothing(String transport) throws Exception {
    for (int round = 0; round < 10; round++) {
      sendAndEnd(transport, 5, client -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void manyMessagesFlushAndImmediateCloseLoseNothing(String transport) throws Exception {
    sendAndEnd(transport, MANY, OrderlyEnd::flushAndCloseAtOnce);
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void manyMessagesAndCloseAloneLoseNothing(String transport) throws Exception {
    sendAndEnd(transport, MANY, client -> {});
  }

  @Test
  void aRateLimitMakesFlushFailAndCloseEndInTime() throws Exception {
    String env = "env-limited";
    server().define(Environment.open(env, KEY));
    server().limitRate(env, 5, Duration.ofHours(1));
    Duration closeTimeout = Duration.ofMillis(300);
    AgnostClient client =
        AgnostClient.builder(server().baseUrl(env), KEY).closeTimeout(closeTimeout).build();
    Realtime realtime = client.realtime();
    realtime.open().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Void> unused = realtime.send("orderly", "count", i);
    }

    CompletableFuture<Void> flush = realtime.flush(Duration.ofMillis(300));

    assertThatThrownBy(() -> flush.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            FlushException.class,
            failure -> assertThat(failure.reason()).isEqualTo(FlushException.Reason.UNCONFIRMED));
    client.close(); // unconfirmed as well, so it ends with its time-out
    client.closeAsync().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Tag("night")
  @RepeatedTest(20)
  void manyMessagesLoseNothingTimeAndAgain() throws Exception {
    sendAndEnd("netty", MANY, OrderlyEnd::flushAndCloseAtOnce);
    sendAndEnd("netty", MANY, client -> {});
  }

  private void sendAndEnd(String transport, int messages, Consumer<AgnostClient> end)
      throws Exception {
    Queue<Integer> received = new ConcurrentLinkedQueue<>();
    CountDownLatch all = new CountDownLatch(messages);
    try (AgnostClient receiver = builder(serverOfReceiver(), transport).build()) {
      Realtime listening = receiver.realtime();
      listening.on(
          "count",
          Integer.class,
          (number, message) -> {
            received.add(number);
            all.countDown();
          });
      listening.join("orderly");
      listening.open().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      try (AgnostClient sender = builder(server(), transport).build()) {
        Realtime sending = sender.realtime();
        sending.open().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (int number = 0; number < messages; number++) {
          CompletableFuture<Void> unused = sending.send("orderly", "count", number);
        }
        end.accept(sender);
      }
      boolean complete = all.await(PATIENCE_SECONDS, TimeUnit.SECONDS);

      assertThat(complete).as("received %s of %s", received.size(), messages).isTrue();
      assertThat(received).containsExactlyElementsOf(IntStream.range(0, messages).boxed().toList());
    }
  }

  private static void flushAndCloseAtOnce(AgnostClient client) {
    Realtime realtime = client.realtime();
    realtime.flush(Duration.ofSeconds(PATIENCE_SECONDS)).join();
    realtime.close().join();
  }

  static AgnostClient.Builder builder(AgnostServer server, String transport) {
    return AgnostClient.builder(server.baseUrl(ENV), KEY)
        .transport(transport)
        .maxQueuedMessages(2 * MANY)
        .closeTimeout(Duration.ofSeconds(PATIENCE_SECONDS));
  }
}
