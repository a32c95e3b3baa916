package dev.agnost.realtime.examples.service;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The part of a shop that tells customers about their orders: one client, made at start and closed
 * at shutdown, with what a framework asks of a component: start, stop, health. In Spring it is a
 * bean with {@code destroyMethod = "close"}.
 */
public final class OrderNews implements AutoCloseable {

  private final AgnostClient client;

  /**
   * @param apiKey asked before each attempt, so that a rotated key needs no restart
   */
  public OrderNews(String url, Supplier<String> apiKey) {
    this.client =
        AgnostClient.builder(url)
            .apiKey(apiKey)
            .maxQueuedMessages(10_000)
            .maxQueuedAge(Duration.ofMinutes(5)) // older news is of no interest
            .overflowPolicy(OverflowPolicy.DROP_OLDEST)
            .build();
  }

  /** Connects in the background; the shop works whether or not the cluster is there. */
  public void start() {
    Realtime unused = client.realtime();
  }

  /** Tells the customer; a message without a connection waits for five minutes. */
  public CompletableFuture<Boolean> shipped(String order) {
    return client
        .realtime()
        .send("order-" + order, "shipped", order)
        .handle((sent, dropped) -> !(dropped instanceof NotSentException));
  }

  /** For a health check, which opens no connection: only a client that has stopped trying fails. */
  public boolean isHealthy() {
    return client.state() != ConnectionState.FAILED;
  }

  /** At shutdown: within two seconds everything is released. */
  @Override
  public void close() {
    client.close();
  }

  /** Ships an order, against a server of its own. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        OrderNews news = new OrderNews(server.baseUrl("env-open"), () -> "key-good")) {
      news.start();
      boolean told = news.shipped("4711").get(10, TimeUnit.SECONDS);
      System.out.println("told: " + told + ", healthy: " + news.isHealthy());
    }
  }
}
