package com.example.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The application as it is deployed: joins its channel, and leaves in order when it is ended. */
class FatJarIT {

  @Test
  void connectsAndEndsInOrder() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-jar",
              System.getProperty("orders.jar"),
              "--server.port=0");
      builder.environment().put("AGNOST_URL", server.baseUrl("env-open"));
      builder.environment().put("AGNOST_API_KEY", "key-good");
      Process application = builder.inheritIO().start();
      try {
        OrdersApplicationTest.await(
            "the join", () -> server.members("env-open", "orders").size() == 1);
      } finally {
        application.destroy(); // SIGTERM: Spring runs its shutdown hook
      }

      assertThat(application.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.members("env-open", "orders")).isEmpty();
    }
  }
}
