package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ListenIT {

  @Test
  void linesAreSentAndMessagesArePrinted() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PipedWriter keyboard = new PipedWriter();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        BufferedReader in = new BufferedReader(new PipedReader(keyboard))) {
      CommandLine program =
          Doctor.commandLine(Map.of("AGNOST_API_KEY", "key-good"), in)
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err));
      CompletableFuture<Integer> exitCode =
          CompletableFuture.supplyAsync(
              () ->
                  program.execute(
                      "listen", "--url", server.baseUrl("env-open"), "--channel", "news"));
      await("connecting", () -> err.toString().contains("* connected"));
      await("the join", () -> server.members("env-open", "news").size() == 1);

      server.sendToChannel("env-open", "news", "say", "{\"text\":\"hello\"}");
      await("the message", () -> out.toString().contains("news say {\"text\":\"hello\"}"));
      keyboard.write("a line\n");
      keyboard.close();

      assertThat(exitCode.get(20, TimeUnit.SECONDS)).isZero();
      assertThat(server.received())
          .anyMatch(event -> event.packet().contains("\"message\":\"a line\""));
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
