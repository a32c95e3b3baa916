package dev.agnost.realtime.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Two windows of the chat talk through one server. */
class ChatIT {

  @Test
  void twoWindowsTalkThroughOneServer() throws Exception {
    Window annSees = new Window();
    Window bobSees = new Window();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        Chat ann = new Chat(server.baseUrl("env-open"), "key-good", "ann", annSees.stream())) {
      annSees.await("* connected");
      try (Chat bob = new Chat(server.baseUrl("env-open"), "key-good", "bob", bobSees.stream())) {
        annSees.await("* bob is here");

        ann.run(new BufferedReader(new StringReader("hello bob\n")));
        bobSees.await("ann: hello bob");
        bob.run(new BufferedReader(new StringReader("hello ann\n/quit\nnever said\n")));
        annSees.await("bob: hello ann");
      }
      annSees.await("* bob has left");
      assertThat(annSees.text()).doesNotContain("never said", "ann: ");
    }
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwayIsSentWhenItIsBack() throws Exception {
    Window annSees = new Window();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        Chat ann = new Chat(server.baseUrl("env-open"), "key-good", "ann", annSees.stream())) {
      annSees.await("* connected");
      server.stop();
      annSees.await("what you write is sent later");

      ann.run(new BufferedReader(new StringReader("are you there?\n")));
      server.start();

      Window.await(
          "the message at the server",
          () -> server.received().stream().anyMatch(event -> event.packet().contains("you there")));
    }
  }

  /** What a window shows. */
  private static final class Window {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    PrintStream stream() {
      return new PrintStream(shown, true, StandardCharsets.UTF_8);
    }

    String text() {
      return shown.toString(StandardCharsets.UTF_8);
    }

    void await(String words) {
      await(words + " in " + text(), () -> text().contains(words));
    }

    static void await(String what, BooleanSupplier condition) {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - end > 0) {
          throw new AssertionError("not within " + LIMIT + ": " + what);
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }
}
