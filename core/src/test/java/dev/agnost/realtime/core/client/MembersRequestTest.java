package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.MembersException.Item;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.transport.HttpResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What {@code getMembers} says when the server answers with an error. */
class MembersRequestTest {

  private static final String KEY = "key-of-the-application";
  private static final String TOKEN = "token-of-the-user";

  @Test
  void theServersWordsAreRepeatedWithoutTheCredentials() {
    MembersException thrown =
        failure(
            "{\"errors\":[{\"origin\":\"client_error\",\"code\":\"invalid_api_key\",\"message\":\"no"
                + " such key ("
                + KEY
                + ") for "
                + TOKEN
                + "\"},{\"code\":\""
                + KEY
                + "\",\"origin\":\""
                + TOKEN
                + "\"}]}");

    assertThat(thrown).hasMessageContaining("invalid_api_key no such key (***) for ***");
    assertThat(thrown.items())
        .containsExactly(
            Item.of("client_error", "invalid_api_key", "no such key (***) for ***"),
            Item.of("***", "***", ""));
  }

  @Test
  void aCredentialThatTheLengthLimitCutsInTwoIsNotShownEither() {
    String longText = "x".repeat(1024 - KEY.length() / 2) + KEY;

    MembersException thrown = failure("{\"errors\":[{\"message\":\"" + longText + "\"}]}");

    assertThat(thrown.items().get(0).message()).endsWith("x***").doesNotContain("key-of");
    assertThat(thrown.getMessage()).doesNotContain("key-of");
  }

  private static MembersException failure(String body) {
    Credentials credentials =
        new Credentials(
            () -> KEY, () -> CompletableFuture.completedStage(TOKEN), false, List::of, false);
    MembersRequest request =
        new MembersRequest(
            URI.create("https://host.test/env/agnost/realtime/get-members"),
            credentials,
            () -> asked -> CompletableFuture.completedFuture(answer(body)),
            new JacksonPayloadCodec(),
            Duration.ofSeconds(20),
            new NoTimers(),
            Runnable::run);
    Throwable thrown = request.send("room").handle((members, failed) -> failed).join();
    assertThat(thrown).isInstanceOf(MembersException.class);
    return (MembersException) thrown;
  }

  private static HttpResponse answer(String body) {
    return HttpResponse.of(401, List.of(), ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Time that stands still. */
  private static final class NoTimers implements Scheduler {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}
