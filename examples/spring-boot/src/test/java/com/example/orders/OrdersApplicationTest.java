package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application against an embedded Agnost server. */
class OrdersApplicationTest {

  @Test
  void messagesHealthAndMetricsWork() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        ConfigurableApplicationContext application = start(server)) {
      await("the join", () -> server.members("env-open", "orders").size() == 1);

      server.sendToChannel("env-open", "orders", "placed", "{\"id\":\"4711\"}");
      await("the order", () -> get(application, "/orders/placed").contains("4711"));
      assertThat(post(application, "/orders/4711/shipped")).isEqualTo("sent");

      await("the news", () -> received(server, "shipped"));
      assertThat(get(application, "/actuator/health")).contains("\"realtime\"", "CONNECTED");
      assertThat(get(application, "/actuator/metrics/agnost.realtime.sent")).contains("COUNT");
      assertThat(application.getBean(MeterRegistry.class).get("agnost.realtime.sent").summary())
          .satisfies(sent -> assertThat(sent.count()).isPositive());
    }
  }

  @Test
  void whatWasSentBeforeTheShutdownArrives() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      ConfigurableApplicationContext application = start(server);
      AgnostClient client = application.getBean(AgnostClient.class);
      await("a connection", () -> client.state() == ConnectionState.CONNECTED);
      var unused = client.realtime().send("orders", "shipped", new Orders.Order("last"));

      application.close();

      assertThat(received(server, "last")).isTrue();
      assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
    }
  }

  @Test
  void clientThatGaveUpIsDown() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        ConfigurableApplicationContext application =
            run(server.baseUrl("env-open"), "another-key")) {
      AgnostClient client = application.getBean(AgnostClient.class);
      await("the refusal", () -> client.state() == ConnectionState.FAILED);

      assertThat(get(application, "/actuator/health")).contains("\"DOWN\"", "FAILED");
    }
  }

  private static ConfigurableApplicationContext start(EmbeddedAgnostServer server) {
    return run(server.baseUrl("env-open"), "key-good");
  }

  private static ConfigurableApplicationContext run(String url, String key) {
    return new SpringApplication(OrdersApplication.class)
        .run("--server.port=0", "--agnost.url=" + url, "--agnost.api-key=" + key);
  }

  private static boolean received(EmbeddedAgnostServer server, String text) {
    return server.received().stream().anyMatch(event -> event.packet().contains(text));
  }

  private static String get(ConfigurableApplicationContext application, String path) {
    return exchange(request(application, path).GET().build());
  }

  private static String post(ConfigurableApplicationContext application, String path) {
    return exchange(request(application, path).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private static HttpRequest.Builder request(
      ConfigurableApplicationContext application, String path) {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  static String exchange(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
