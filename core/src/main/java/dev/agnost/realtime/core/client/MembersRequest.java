package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Member;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.json.MembersBody;
import dev.agnost.realtime.core.session.RefusalPolicy;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests the members of a channel by HTTP ({@code get-members}). */
final class MembersRequest {

  private static final int MOST_BYTES = 16 << 20;

  private final URI uri;
  private final Credentials credentials;
  private final Supplier<HttpExchange> http;
  private final PayloadCodec codec;
  private final Duration timeout;
  private final Scheduler timers;
  private final Executor workers;
  private final Map<Long, CompletableFuture<List<Member>>> pending = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed; // set once, before the pending ones are failed

  MembersRequest(
      URI uri,
      Credentials credentials,
      Supplier<HttpExchange> http,
      PayloadCodec codec,
      Duration timeout,
      Scheduler timers,
      Executor workers) {
    this.uri = uri;
    this.credentials = credentials;
    this.http = http;
    this.codec = codec;
    this.timeout = timeout;
    this.timers = timers;
    this.workers = workers;
  }

  /** Asks. The future fails with {@link MembersException} only; this method throws nothing. */
  CompletableFuture<List<Member>> send(String channel) {
    CompletableFuture<List<Member>> members = new CompletableFuture<>();
    long number = numbers.incrementAndGet();
    pending.put(number, members);
    CompletableFuture<?> unusedForget =
        members.whenComplete((list, thrown) -> pending.remove(number));
    try {
      ask(channel, members);
    } catch (RejectedExecutionException released) {
      members.completeExceptionally(clientClosed());
    }
    if (closed) {
      members.completeExceptionally(clientClosed());
    }
    return members;
  }

  private void ask(String channel, CompletableFuture<List<Member>> members) {
    Scheduler.Timer deadline =
        timers.schedule(
            timeout, () -> onWorkers(() -> members.completeExceptionally(late(timeout))));
    CompletableFuture<Credentials.Granted> asked = credentials.ask(workers);
    CompletableFuture<HttpResponse> exchange =
        asked.thenCompose(granted -> exchange(channel, granted));
    CompletableFuture<?> unusedAnswer =
        exchange
            .thenCombineAsync(
                asked, (response, granted) -> read(channel, response, granted), workers)
            .whenComplete((list, thrown) -> onWorkers(() -> complete(members, list, thrown)));
    CompletableFuture<?> unusedEnd =
        members.whenComplete(
            (list, thrown) -> {
              deadline.cancel();
              exchange.cancel(true);
            });
  }

  /** The client is closed for good: what was asked and not answered fails now. Idempotent. */
  void close() {
    closed = true;
    pending
        .values()
        .forEach(members -> onWorkers(() -> members.completeExceptionally(clientClosed())));
  }

  private static void complete(
      CompletableFuture<List<Member>> members,
      @Nullable List<Member> list,
      @Nullable Throwable thrown) {
    if (list != null) {
      members.complete(list);
    } else if (thrown != null) {
      members.completeExceptionally(asMembersException(thrown));
    }
  }

  /** What the user attached to a future must not run on an I/O thread or in a timer. */
  private void onWorkers(Runnable completion) {
    try {
      workers.execute(completion);
    } catch (RejectedExecutionException over) {
      completion.run(); // ignored: the client is released and this future still has to end
    }
  }

  private CompletableFuture<HttpResponse> exchange(String channel, Credentials.Granted granted) {
    List<Header> headers = new ArrayList<>(granted.headers());
    headers.add(new Header("Authorization", granted.apiKey()));
    String token = granted.sessionToken();
    if (token != null) {
      headers.add(new Header("Session", token));
    }
    headers.add(new Header("Content-Type", "application/json"));
    headers.add(new Header("X-Client", "agnost-java"));
    return http.get()
        .send(HttpRequest.of("POST", uri, headers, MembersBody.request(channel), MOST_BYTES));
  }

  private List<Member> read(String channel, HttpResponse response, Credentials.Granted granted) {
    ByteBuffer body = response.body();
    if (response.status() != 200) {
      List<MembersException.Item> items =
          MembersBody.errors(body).stream().map(item -> withoutSecrets(item, granted)).toList();
      String said =
          items.isEmpty() ? "" : ": " + items.get(0).code() + " " + items.get(0).message();
      throw new MembersException(
          "AGN-501",
          "The server answered get-members with HTTP status " + response.status() + said,
          response.status(),
          items,
          null);
    }
    return MembersBody.members(body)
        .orElseThrow(
            () ->
                new MembersException(
                    "AGN-502",
                    "The answer to get-members is not a list of members; is the base URL that of an"
                        + " Agnost cluster?",
                    response.status(),
                    List.of(),
                    null))
        .stream()
        .<Member>map(
            listed ->
                new MemberView(
                    channel, listed.id(), new ReceivedPayload(listed.profile(), List.of(), codec)))
        .toList();
  }

  /** Removes the API key, which the server repeats in a refusal. */
  private static MembersException.Item withoutSecrets(
      MembersException.Item said, Credentials.Granted granted) {
    return MembersException.Item.of(
        word(granted, said.origin()),
        word(granted, said.code()),
        granted.withoutSecrets(said.message()));
  }

  private static MembersException clientClosed() {
    return new MembersException(
        "AGN-502",
        "get-members could not be asked: the client was closed for good; build another one",
        -1,
        List.of(),
        null);
  }

  private static MembersException late(Duration timeout) {
    return new MembersException(
        "AGN-502",
        "get-members was not answered within " + timeout.toMillis() + " ms",
        -1,
        List.of(),
        new TimeoutException());
  }

  private static MembersException asMembersException(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof RejectedExecutionException) { // the workers end with the last client
      return clientClosed();
    }
    return cause instanceof MembersException known
        ? known
        : new MembersException(
            "AGN-502",
            "get-members could not be asked: " + cause.getMessage(),
            -1,
            List.of(),
            cause);
  }

  /** The platform's own codes and origins stay as they are, however short the key. */
  private static String word(Credentials.Granted granted, String word) {
    return RefusalPolicy.isVocabulary(word) ? word : granted.withoutSecrets(word);
  }
}
