package dev.agnost.realtime.systemtests.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeException;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.testserver.Refusals;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The codes of {@code docs/errors.md} that calls fail with, provoked over a real transport. */
class FailedCallsIT {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** Provoked in processes and class loaders of their own, by tests of core. */
  private static final Set<String> OF_DISCOVERY =
      Set.of("AGN-100", "AGN-101", "AGN-102", "AGN-103", "AGN-106");

  /** Provoked by {@link ConnectErrorsIT}; the last two are in both. */
  private static final String OF_ATTEMPTS = "AGN-(105|20\\d|21[0-3])";

  private final ErrorsPage page = new ErrorsPage();
  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
  private final Set<String> provoked = new TreeSet<>();

  @BeforeEach
  void defineEnvironment() {
    server.define(Environment.open("env-open", "key-good"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyCodeOfThePageIsTheOneOfItsFailure() throws Exception {
    configuration();
    whileNotConnected();
    afterTheEnd();
    whileConnected();
    members();
    callbacks();

    Set<String> others = new TreeSet<>(page.sections().keySet());
    others.removeAll(OF_DISCOVERY);
    others.removeIf(code -> code.matches(OF_ATTEMPTS));
    assertThat(provoked).isEqualTo(others);
  }

  private void configuration() {
    expect("AGN-110", "not configured", () -> AgnostClient.builder("ftp://x").build());
    expect("AGN-104", "not present", () -> client().transport("undertow").build());
  }

  private void whileNotConnected() throws Exception {
    server.stall(Stage.CONNECT_REPLY);
    try (AgnostClient client = client().maxQueuedMessages(1).build()) {
      Realtime realtime = client.realtime();
      CompletableFuture<Void> opening = realtime.open();
      CompletableFuture<Void> first = realtime.send("room", "say", 1);
      expect("AGN-301", "OVERFLOW", realtime.send("room", "say", 2));
      CompletableFuture<Void> flush = realtime.flush(Duration.ofSeconds(30));
      expect("AGN-320", "TIMEOUT", realtime.flush(SHORT));
      CompletableFuture<Void> closing = realtime.close();
      expect("AGN-221", "`close()` came", opening);
      expect("AGN-303", "CLOSED", first);
      expect("AGN-321", "CLOSED", flush);
      closing.get(30, TimeUnit.SECONDS);
    }
    try (AgnostClient client = client().maxQueuedAge(SHORT).build()) {
      CompletableFuture<Void> sent = client.realtime().send("room", "say", 1);
      CompletableFuture<Void> flush = client.realtime().flush(Duration.ofSeconds(30));
      expect("AGN-302", "EXPIRED", sent);
      expect("AGN-323", "DROPPED", flush);
    }
    try (AgnostClient client = client().bufferMessages(false).build()) {
      expect("AGN-306", "NOT_CONNECTED", client.realtime().send("room", "say", 1));
    }
    server.unstall();
  }

  private void afterTheEnd() throws Exception {
    server.refuseConnects(Refusals.expiredKey());
    try (AgnostClient client = client().autoConnect(false).build()) {
      Realtime realtime = client.realtime();
      CompletableFuture<Void> sent = realtime.send("room", "say", 1);
      CompletableFuture<Void> flush = realtime.flush(Duration.ofSeconds(30));
      expect("AGN-220", "stopped trying", realtime.open());
      expect("AGN-304", "FAILED", sent);
      expect("AGN-322", "FAILED", flush);
      assertThat(client.state()).isEqualTo(ConnectionState.FAILED);
      client.closeAsync().toCompletableFuture().get(30, TimeUnit.SECONDS);
      expect("AGN-222", "closed for good", realtime.open());
    }
    server.acceptConnects();
  }

  private void whileConnected() throws Exception {
    try (AgnostClient client = client().maxOutboundMessageBytes(1_000).build()) {
      Realtime realtime = connected(client);
      expect("AGN-305", "TOO_LARGE", realtime.send("room", "say", "x".repeat(2_000)));
      expect("AGN-310", "cannot be used", () -> unused(realtime.send("room", "disconnect", 1)));
      expect(
          "AGN-401", "cannot be turned", () -> unused(realtime.send("room", "say", new Object())));
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      realtime.onListenerError(error -> failure.complete(error.cause()));
      realtime.on("say", Integer.class, (number, message) -> {});
      realtime.join("room");
      unused(realtime.send("room", "say", "no number"));
      expect("AGN-402", "does not fit", failure.get(30, TimeUnit.SECONDS));
      server.limitRate("env-open", 1, Duration.ofHours(1));
      unused(realtime.send("room", "say", 1));
      expect("AGN-325", "UNCONFIRMED", realtime.flush(SHORT));
      server.unlimitRate("env-open");
      server.freeze();
      unused(realtime.send("room", "say", 1));
      CompletableFuture<Void> flush = realtime.flush(Duration.ofSeconds(30));
      server.cutConnections();
      server.thaw();
      expect("AGN-324", "LOST", flush);
    }
  }

  private void members() {
    try (AgnostClient client = client().build()) {
      server.define(Environment.open("env-open", "another"));
      expect("AGN-501", "with an error", client.realtime().getMembers("room"));
      server.stop();
      expect("AGN-502", "`getMembers`", client.realtime().getMembers("room"));
    }
    server.start();
    defineEnvironment();
  }

  /** Takes the five seconds for which tasks are offered again. */
  private void callbacks() throws Exception {
    AtomicBoolean refusing = new AtomicBoolean();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger("dev.agnost.realtime")).addAppender(log);
    try (AgnostClient client =
        client()
            .callbackExecutor(
                task -> {
                  if (refusing.get()) {
                    throw new RejectedExecutionException("full");
                  }
                  task.run();
                })
            .build()) {
      Realtime realtime = connected(client);
      refusing.set(true);
      realtime.onAny(message -> {});
      realtime.join("room");
      unused(realtime.send("room", "say", 1));
      await(() -> client.state() == ConnectionState.FAILED);

      assertThat(log.list) // no listener can be called, so the log has it
          .anyMatch(event -> event.getMessage().startsWith("AGN-214 "));
      provoked.add("AGN-214");
    }
  }

  private Realtime connected(AgnostClient client) throws Exception {
    client.realtime().open().get(30, TimeUnit.SECONDS);
    return client.realtime();
  }

  private void expect(String code, String onThePage, ThrowingCallable call) {
    expect(code, onThePage, catchThrowable(call));
  }

  private void expect(String code, String onThePage, CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> future.get(30, TimeUnit.SECONDS));
    assertThat(thrown).as(code).isInstanceOf(ExecutionException.class);
    expect(code, onThePage, Objects.requireNonNull(thrown.getCause()));
  }

  private void expect(String code, String onThePage, Throwable thrown) {
    assertThat(thrown).as(code).isNotNull().hasMessageStartingWith(code + " ");
    if (thrown instanceof RealtimeException failure) {
      assertThat(failure.code()).isEqualTo(code);
    }
    assertThat(page.sections().get(code)).as(code).contains(onThePage);
    provoked.add(code);
  }

  private static void unused(CompletableFuture<Void> future) {
    assertThat(future).isNotNull();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private AgnostClient.Builder client() {
    return AgnostClient.builder(server.baseUrl("env-open"), "key-good")
        .transport("netty")
        .reconnectionDelay(Duration.ofMillis(20))
        .closeTimeout(Duration.ZERO);
  }
}
