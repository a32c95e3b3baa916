package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.transport.Header;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Key, session token and headers: suppliers that are asked before each attempt. */
interface CredentialScenarios extends ScenarioContext {
  /** One attempt after a loss, so that none follows while the test looks at what that one did. */
  ReconnectPolicy ONE_MORE = ReconnectPolicy.fixed(SOON).limitedTo(1);

  @Test
  default void connectCarriesEnvironmentKeyAndEchoAndNoSession() {
    RecordingClient ann = connect();

    assertEquals(
        Map.of("echoMessages", true, "envId", env(), "apiKey", KEY), auth(ann.id()), "CONNECT");
  }

  @Test
  default void connectCarriesTheSession() {
    server().define(environment().withSessions("token-1"));

    RecordingClient ann = connect(options -> options.sessionToken("token-1").echoMessages(false));

    assertEquals("token-1", auth(ann.id()).get("session"));
    assertEquals(false, auth(ann.id()).get("echoMessages"));
  }

  @Test
  default void tokenRotatedWhileOfflineIsInTheNextConnect() {
    server().define(environment().withSessions("token-1"));
    AtomicReference<String> token = new AtomicReference<>("token-1");
    RecordingClient ann = connect(options -> options.sessionToken(token::get));
    server().stop();
    ann.connection.next(Lost.class);

    server().define(environment().withSessions("token-2"));
    token.set("token-2");
    server().start();

    ann.connection.skipTo(Connected.class);
    assertEquals("token-2", auth(ann.id()).get("session"));
  }

  @Test
  default void asynchronousTokenIsWaitedFor() {
    server().define(environment().withSessions("token-1"));
    CompletableFuture<@Nullable String> token = new CompletableFuture<>();
    RecordingClient ann = start(options -> options.sessionTokenAsync(() -> token));
    ann.connection.expectSilence();

    token.complete("token-1");

    ann.awaitConnected();
    assertEquals("token-1", auth(ann.id()).get("session"));
  }

  @Test
  default void keyIsAskedForBeforeEachAttempt() {
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        connect(
            options ->
                options
                    .reconnectPolicy(ONE_MORE)
                    .apiKey(
                        () -> {
                          asked.incrementAndGet();
                          return KEY;
                        }));
    assertEquals(1, asked.get());

    server().stop();
    ann.connection.next(Lost.class);
    ann.connection.next(Attempting.class);
    ann.connection.next(Failed.class);

    assertEquals(2, asked.get());
  }

  @Test
  default void headersAreAskedForBeforeEachAttempt() {
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        connect(
            options ->
                options
                    .reconnectPolicy(ONE_MORE)
                    .headers(() -> List.of(new Header("X-Attempt", "" + asked.incrementAndGet()))));
    assertEquals(1, asked.get());

    server().stop();
    ann.connection.next(Lost.class);
    ann.connection.next(Attempting.class);
    ann.connection.next(Failed.class);

    assertEquals(2, asked.get());
  }

  @Test
  default void supplierThatThrowsFailsTheAttemptWhichIsRetried() {
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        start(
            options ->
                options.apiKey(
                    () -> {
                      if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("secret-of-the-supplier");
                      }
                      return KEY;
                    }));

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.CREDENTIALS, error.kind(), error::toString);
    assertEquals(ErrorKind.CREDENTIALS.agnCode(), error.code());
    assertTrue(error.willRetry(), error::toString);
    assertFalse(error.message().contains("secret-of-the-supplier"), error::message);
    ann.connection.next(Attempting.class);
    ann.awaitConnected();
  }

  @Test
  default void headersSupplierThatThrowsFailsTheAttemptWhichIsRetried() {
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        start(
            options ->
                options.headers(
                    () -> {
                      if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("thrown by the supplier of a test");
                      }
                      return List.of();
                    }));

    assertEquals(ErrorKind.CREDENTIALS, ann.connection.next(Failed.class).error().kind());

    ann.connection.next(Attempting.class);
    ann.awaitConnected();
  }

  @Test
  default void supplierThatHangsFailsTheAttemptAtTheTimeout() {
    CountDownLatch hanging = new CountDownLatch(1);
    closing(hanging::countDown);
    RecordingClient ann =
        start(
            options ->
                options
                    .timeout(Duration.ofMillis(300))
                    .apiKey(
                        () -> {
                          Timeouts.await(hanging);
                          return KEY;
                        }));

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.TIMEOUT, error.kind(), error::toString);
    hanging.countDown();
    ann.connection.skipTo(Connected.class);
  }

  @Test
  default void asynchronousTokenThatNeverComesFailsTheAttemptAtTheTimeout() {
    RecordingClient ann =
        start(
            options ->
                options
                    .timeout(Duration.ofMillis(300))
                    .sessionTokenAsync(() -> new CompletableFuture<@Nullable String>()));

    assertEquals(ErrorKind.TIMEOUT, ann.connection.next(Failed.class).error().kind());
  }
}
