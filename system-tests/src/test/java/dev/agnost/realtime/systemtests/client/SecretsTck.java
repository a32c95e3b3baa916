package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.transport.Header;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sends clients with marked secrets through bad weather, over one transport, and then looks for the
 * marks in everything that was logged, thrown or shown.
 */
public abstract class SecretsTck {

  private static final String MARK = "canary";
  private static final String KEY = MARK + "-key-1f9a";
  private static final String TOKEN = MARK + "-token-77c2";
  private static final String FIELD = MARK + "-field-03be";
  private static final String USER = MARK + "-user-5d10";
  private static final String PASSWORD = MARK + "-password-e4";
  private static final String ENV = "env-1";

  private final Disclosure shown = new Disclosure();
  private final Queue<RealtimeError> errors = new ConcurrentLinkedQueue<>();
  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();

  /** For subclasses. */
  protected SecretsTck() {}

  /** Chooses the transport; everything else is up to the test. */
  protected abstract AgnostClient.Builder configure(AgnostClient.Builder builder);

  @BeforeEach
  void defineEnvironment() {
    server.define(Environment.open(ENV, KEY).withSessions(TOKEN));
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void inBadWeatherNoSecretIsShownAnywhere() {
    String logged;
    try (AllLogs logs = AllLogs.butWhatJettyReads()) {
      mistakesInTheConfiguration();
      refusalThatRepeatsTheCredentials();
      rejectionsThatRepeatTheRequest();
      serverThatDoesNotSpeakTls();
      proxyThatRepeatsItsCredentials();
      suppliersThatThrowWhatTheySupply();
      connectionWithBadFramesAndABadListener();
      logged = logs.text();
    }

    Set<ErrorKind> seen = new TreeSet<>();
    errors.forEach(error -> seen.add(error.kind()));
    seen.remove(ErrorKind.LOST); // a cut that hits an attempt
    Assertions.assertEquals(
        Set.of(
            ErrorKind.REFUSED,
            ErrorKind.REJECTED,
            ErrorKind.TLS,
            ErrorKind.PROXY,
            ErrorKind.CREDENTIALS),
        seen,
        "the weather was bad in each of these ways");
    Assertions.assertTrue(logged.contains("A listener of bad threw"), "logs were collected");
    assertUnmarked("the logs", logged);
    assertUnmarked("what applications see", shown.text());
  }

  private void mistakesInTheConfiguration() {
    for (String url :
        List.of(
            "https://" + USER + ":" + PASSWORD + "@host.test/" + ENV,
            "https://host.test/" + ENV + "?key=" + MARK,
            "https://host.test/" + ENV + "#" + MARK)) {
      AgnostClient.Builder builder = AgnostClient.builder(url, KEY);
      shown.of(builder);
      shown.of(Assertions.assertThrows(InvalidConfigurationException.class, builder::build));
    }
  }

  private void refusalThatRepeatsTheCredentials() {
    String words = "no " + KEY + " and no " + TOKEN;
    server.refuseConnects(new Refusal(words, words, words, words));
    untilFailed(server.baseUrl(ENV), options -> options);
    server.refuseConnects(new Refusal(words, "invalid_session_token", "client_error", words));
    untilFailed(server.baseUrl(ENV), options -> options);
    server.acceptConnects();
  }

  private void rejectionsThatRepeatTheRequest() {
    for (int status : List.of(401, 403, 503)) {
      try (RepeatingServer repeating = new RepeatingServer(status)) {
        untilFailed(repeating.baseUrl(ENV), options -> options);
      }
    }
  }

  private void serverThatDoesNotSpeakTls() {
    try (RepeatingServer plain = new RepeatingServer(400)) {
      untilFailed(plain.baseUrl(ENV).replaceFirst("^http:", "https:"), options -> options);
    }
  }

  private void proxyThatRepeatsItsCredentials() {
    try (RepeatingServer proxy = new RepeatingServer(407)) {
      ProxyConfig through =
          ProxyConfig.http("127.0.0.1", proxy.port()).withCredentials(USER, PASSWORD);
      shown.of(through);
      shown.of(through.credentials());
      untilFailed(server.baseUrl(ENV), options -> options.proxy(through));
    }
  }

  private void suppliersThatThrowWhatTheySupply() {
    untilFailed(server.baseUrl(ENV), options -> options.apiKey(this::failingKey));
    untilFailed(server.baseUrl(ENV), options -> options.sessionToken(this::failingToken));
    untilFailed(
        server.baseUrl(ENV),
        options ->
            options.sessionTokenAsync(
                () -> CompletableFuture.failedFuture(new IllegalStateException(TOKEN))));
    untilFailed(server.baseUrl(ENV), options -> options.headers(this::failingHeaders));
  }

  private String failingKey() {
    throw quoting(KEY);
  }

  private String failingToken() {
    throw quoting(TOKEN);
  }

  private List<Header> failingHeaders() {
    throw quoting(FIELD);
  }

  private static IllegalStateException quoting(String secret) {
    return new IllegalStateException(
        "cannot renew " + secret, new IllegalArgumentException("bad: " + secret));
  }

  /** One client from its first attempt to the first failure, and closed then. */
  private void untilFailed(String url, UnaryOperator<AgnostClient.Builder> change) {
    int before = errors.size();
    AgnostClient.Builder builder = change.apply(marked(url));
    shown.of(builder);
    CompletableFuture<Void> waiting;
    AgnostClient seen;
    try (AgnostClient client = builder.build()) {
      Realtime realtime = listening(client);
      waiting = realtime.send("room", "early", FIELD);
      CompletableFuture<?> members = realtime.getMembers("room");
      Timeouts.await("a failed attempt", () -> errors.size() > before);
      outcome(members);
      shown.now(client);
      seen = client;
    }
    outcome(waiting);
    shown.now(seen);
  }

  private void connectionWithBadFramesAndABadListener() {
    AtomicInteger received = new AtomicInteger();
    try (AgnostClient client = marked(server.baseUrl(ENV)).build()) {
      Realtime realtime = listening(client);
      realtime.on(
          "bad",
          message -> {
            shown.of(message);
            received.incrementAndGet();
            throw new IllegalStateException("of the listener");
          });
      lose(realtime, "42[\"bad\",{\"message\":\"" + KEY + "\"}]", received);
      lose(realtime, "42[\"connect\",\"" + KEY + "\"]", received);
      for (String breaking :
          List.of(
              "42[\"" + KEY,
              "0{\"sid\":\"" + KEY + "\"}",
              "44{\"message\":\"" + KEY + "\"}",
              "9" + KEY)) {
        String id = connectedId(realtime);
        server.sendRawText(id, breaking);
        Timeouts.await("the loss", () -> !id.equals(realtime.getSocketId()));
        shown.now(client);
      }
      outcome(realtime.send("room", "late", KEY));
    }
  }

  /** Sends a frame that the client bears, has the listener hear of another, and cuts. */
  private void lose(Realtime realtime, String frame, AtomicInteger received) {
    String id = connectedId(realtime);
    int before = received.get();
    server.sendRawText(id, frame);
    server.sendRawText(id, "42[\"bad\",{\"message\":1}]");
    Timeouts.await("the listener", () -> received.get() > before);
    server.cutConnections();
    Timeouts.await("the loss", () -> !id.equals(realtime.getSocketId()));
  }

  private static String connectedId(Realtime realtime) {
    String[] id = new String[1];
    Timeouts.await(
        "a connection",
        () -> {
          id[0] = realtime.getSocketId();
          return id[0] != null;
        });
    return Objects.requireNonNull(id[0]);
  }

  private AgnostClient.Builder marked(String url) {
    return configure(AgnostClient.builder(url, KEY))
        .sessionToken(TOKEN)
        .headers(List.of(new Header("X-Marked", FIELD)))
        .reconnectionDelay(Duration.ofMillis(20))
        .metrics(RealtimeMetrics.NONE);
  }

  private Realtime listening(AgnostClient client) {
    return client.realtime(
        realtime -> {
          realtime.onError(
              error -> {
                shown.of(error);
                shown.of(error.message());
                shown.of(error.code());
                error.origin().ifPresent(shown::of);
                error.cause().ifPresent(shown::of);
                errors.add(error);
              });
          realtime.onStateChange(shown::of);
          realtime.onDisconnect(shown::of);
        });
  }

  private void outcome(CompletableFuture<?> future) {
    try {
      Object value = future.get(Timeouts.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
      if (value != null) {
        shown.of(value);
      }
    } catch (ExecutionException failed) {
      shown.of((Throwable) failed);
    } catch (TimeoutException late) {
      throw new AssertionError("no outcome within " + Timeouts.LIMIT, late);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void assertUnmarked(String where, String text) {
    int at = text.indexOf(MARK);
    if (at >= 0) {
      String around = text.substring(Math.max(0, at - 600), Math.min(text.length(), at + 200));
      Assertions.fail(where + " hold a secret: " + around);
    }
  }
}
