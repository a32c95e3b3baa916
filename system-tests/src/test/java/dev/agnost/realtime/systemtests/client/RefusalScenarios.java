package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A CONNECT that the server refuses: by code, what the client does about it. */
interface RefusalScenarios extends ScenarioContext {

  @Test
  default void rejectedTokenIsAskedForOnceMoreThenFailed() {
    server().define(environment().withSessions("valid"));
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        start(
            options ->
                options.sessionToken(
                    () -> {
                      asked.incrementAndGet();
                      return "stale";
                    }));

    ann.awaitState(ConnectionState.FAILED);

    RealtimeError last = lastError(ann);
    assertEquals("invalid_session_token", last.code());
    assertFalse(last.willRetry(), last::toString);
    assertEquals(2, asked.get(), "the supplier is asked once more, and no more");
    ann.connection.expectSilence();
  }

  @Test
  default void rejectedTokenThatTheSupplierReplacesConnects() {
    server().define(environment().withSessions("valid"));
    AtomicInteger asked = new AtomicInteger();
    RecordingClient ann =
        start(
            options ->
                options.sessionToken(() -> asked.incrementAndGet() == 1 ? "stale" : "valid"));

    ann.connection.skipTo(Connected.class);

    assertEquals(2, asked.get());
  }

  @Test
  default void constantTokenThatIsRejectedFailsAtOnce() {
    server().define(environment().withSessions("valid"));
    int before = server().handshakes().size();

    expectFailed("invalid_session_token", options -> options.sessionToken("stale"));

    assertEquals(before + 1, server().handshakes().size(), "CONNECT packets");
  }

  @Test
  default void missingTokenFails() {
    server().define(environment().withSessions("valid"));

    expectFailed("missing_session_token", options -> options);
  }

  @Test
  default void unknownKeyFailsWithoutRepeatingTheKey() {
    server().define(Environment.open(env(), "another-key"));

    RealtimeError error = expectFailed("invalid_api_key", options -> options);

    assertFalse(error.toString().contains(KEY), error::toString);
  }

  @Test
  default void suspendedEnvironmentFails() {
    server().define(new Environment(env(), List.of(KEY), false, List.of(), true));

    expectFailed("suspended_environment", options -> options);
  }

  @Test
  default void everyPermanentCodeFailsWithItsCode() {
    for (Refusal refusal :
        List.of(
            Refusals.noEnvironment(),
            Refusals.suspendedEnvironment(),
            Refusals.realtimeDisabled(),
            Refusals.missingKey(),
            Refusals.unknownKey("any"),
            Refusals.unauthorizedKey("any"),
            Refusals.expiredKey(),
            Refusals.missingOrigin(),
            Refusals.originNotAuthorized("https://example.com"),
            Refusals.addressNotAuthorized("127.0.0.1"))) {
      server().refuseConnects(refusal);

      RealtimeError error = expectFailed(refusal.code(), options -> options);

      assertEquals(Optional.of("client_error"), error.origin());
    }
  }

  @Test
  default void openAfterARefusalTriesAgain() {
    server().refuseConnects(Refusals.suspendedEnvironment());
    RecordingClient ann = start();
    ann.connection.next(Failed.class);
    ann.awaitState(ConnectionState.FAILED);
    ann.connection.expectSilence();
    server().acceptConnects();

    ann.open();

    ann.awaitConnected();
  }

  @Test
  default void openFailsWithTheCodeOfTheRefusal() {
    server().refuseConnects(Refusals.expiredKey());
    RecordingClient ann = idle();

    ConnectionFailedException thrown =
        Timeouts.failed("open()", ConnectionFailedException.class, ann.rt.open());

    assertEquals("expired_api_key", thrown.error().orElseThrow().code());
  }

  @Test
  default void internalServerErrorIsRetried() {
    expectRetried(new Refusal("Error", "internal_server_error", "server_error", "Oops"));
  }

  @Test
  default void unknownCodeIsRetried() {
    expectRetried(new Refusal("Error", "unheard_of", "client_error", "Unheard of"));
  }

  @Test
  default void rateLimitIsRetried() {
    expectRetried(new Refusal("Error", "rate_limit_exceeded", "client_error", "Slow down"));
  }

  @Test
  default void permanentCodeThatIsTheServersOwnErrorIsRetried() {
    expectRetried(new Refusal("Error", "invalid_api_key", "server_error", "Database is away"));
  }

  private void expectRetried(Refusal refusal) {
    server().refuseConnects(refusal);
    RecordingClient ann = start();

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.REFUSED, error.kind(), error::toString);
    assertEquals(refusal.code(), error.code());
    assertEquals(Optional.of(refusal.origin()), error.origin());
    assertTrue(error.willRetry(), error::toString);
    assertEquals(1, ann.connection.next(Attempting.class).number());
    server().acceptConnects();
    ann.connection.skipTo(Connected.class);
  }

  private RealtimeError expectFailed(String code, UnaryOperator<AgnostClient.Builder> options) {
    RecordingClient ann = start(options);

    RealtimeError error = ann.connection.next(Failed.class).error();

    assertEquals(ErrorKind.REFUSED, error.kind(), error::toString);
    assertEquals(code, error.code());
    assertFalse(error.willRetry(), error::toString);
    ann.awaitState(ConnectionState.FAILED);
    return error;
  }

  private static RealtimeError lastError(RecordingClient client) {
    RealtimeError error = client.connection.next(Failed.class).error();
    while (error.willRetry()) {
      error = client.connection.skipTo(Failed.class).error();
    }
    return error;
  }
}
