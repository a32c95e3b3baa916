package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Member;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.json.MembersBody;
import dev.agnost.realtime.core.runtime.Credentials;
import dev.agnost.realtime.core.runtime.Timers;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks the server by HTTP who is in a channel (AGNOST-SERVER: {@code get-members}). */
final class MembersRequest {

  private static final int MOST_BYTES = 16 << 20;

  private final URI uri;
  private final Credentials credentials;
  private final Supplier<HttpExchange> http;
  private final PayloadCodec codec;
  private final Duration timeout;
  private final Timers timers;
  private final Executor workers;

  MembersRequest(
      URI uri,
      Credentials credentials,
      Supplier<HttpExchange> http,
      PayloadCodec codec,
      Duration timeout,
      Timers timers,
      Executor workers) {
    this.uri = uri;
    this.credentials = credentials;
    this.http = http;
    this.codec = codec;
    this.timeout = timeout;
    this.timers = timers;
    this.workers = workers;
  }

  CompletableFuture<List<Member>> send(String channel) {
    CompletableFuture<List<Member>> members = new CompletableFuture<>();
    CompletableFuture<Credentials.Granted> asked = credentials.ask(workers);
    CompletableFuture<HttpResponse> exchange =
        asked.thenCompose(granted -> exchange(channel, granted));
    CompletableFuture<?> unusedAnswer =
        exchange
            .thenCombineAsync(
                asked, (response, granted) -> read(channel, response, granted), workers)
            .whenCompleteAsync(
                (list, thrown) -> {
                  if (thrown == null) {
                    members.complete(list);
                  } else {
                    members.completeExceptionally(asMembersException(thrown));
                  }
                },
                workers);
    Timers.Timer deadline = timers.schedule(timeout, () -> members.completeExceptionally(late()));
    CompletableFuture<?> unusedEnd =
        members.whenComplete(
            (list, thrown) -> {
              deadline.cancel();
              exchange.cancel(true);
            });
    return members;
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
        .send(new HttpRequest("POST", uri, headers, MembersBody.request(channel), MOST_BYTES));
  }

  private List<Member> read(
      String channel, HttpResponse response, Credentials.Granted granted) {
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

  /** The server may repeat the key that it does not know; we do not (D17). */
  private static MembersException.Item withoutSecrets(
      MembersException.Item item, Credentials.Granted granted) {
    return new MembersException.Item(
        item.origin(), item.code(), granted.withoutSecrets(item.message()));
  }

  private MembersException late() {
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
    return cause instanceof MembersException known
        ? known
        : new MembersException(
            "AGN-502",
            "get-members could not be asked: " + cause.getMessage(),
            -1,
            List.of(),
            cause);
  }
}
