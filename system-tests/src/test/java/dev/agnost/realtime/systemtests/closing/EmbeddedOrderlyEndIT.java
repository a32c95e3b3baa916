package dev.agnost.realtime.systemtests.closing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** An orderly end on the embedded server, and where {@code close()} waits for it. */
class EmbeddedOrderlyEndIT extends OrderlyEnd {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();

  EmbeddedOrderlyEndIT() {
    server.define(Environment.open(ENV, KEY));
  }

  @Override
  AgnostServer server() {
    return server;
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void closeInsideAListenerOrOnTheCallbackExecutorDoesNotWaitForItself() throws Exception {
    ExecutorService callbacks = Executors.newSingleThreadExecutor();
    try {
      AgnostClient client =
          builder(server, "netty").callbackExecutor(callbacks).closeTimeout(LONG).build();
      Realtime realtime = client.realtime();
      CompletableFuture<CompletionStage<Void>> closed = new CompletableFuture<>();
      realtime.on(
          "end",
          message -> {
            CompletableFuture<Void> unused = realtime.send("orderly", "count", 1);
            server.freeze(); // so that waiting would take a minute
            client.close();
            server.thaw();
            closed.complete(client.closeAsync());
          });
      realtime.join("orderly");
      realtime.open().get(60, TimeUnit.SECONDS);
      CompletableFuture<Void> sent = realtime.send("orderly", "end", 1);
      sent.get(60, TimeUnit.SECONDS);

      CompletionStage<Void> released = closed.get(30, TimeUnit.SECONDS);

      released.toCompletableFuture().get(60, TimeUnit.SECONDS);
    } finally {
      callbacks.shutdownNow();
    }
  }

  @Test
  void anInterruptedCloseEndsAtOnceAndStaysInterrupted() throws Exception {
    AgnostClient client = builder(server, "okhttp").closeTimeout(LONG).build();
    Realtime realtime = client.realtime();
    realtime.open().get(60, TimeUnit.SECONDS);
    server.freeze();
    try {
      CompletableFuture<Void> unused = realtime.send("orderly", "count", 1);
      Thread.currentThread().interrupt();

      client.close();

      assertThat(Thread.interrupted()).isTrue();
      client.closeAsync().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } finally {
      server.thaw();
    }
  }
}
