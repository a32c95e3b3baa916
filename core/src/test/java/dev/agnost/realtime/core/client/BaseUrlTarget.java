package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.InvalidConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fuzz target: the address and the options of a client, against {@link URI}. */
public final class BaseUrlTarget {

  private static final String SECRET = "SeCrEt-0123456789";

  private BaseUrlTarget() {}

  /** Takes the base URL on the first line, and numbers for options on others. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
    address(lines[0]);
    address("https://user:" + SECRET + "@" + lines[0]);
    address("https://host.test/env?key=" + SECRET + lines[0]);
    options(lines);
  }

  private static void address(String text) {
    List<String> problems = new ArrayList<>();
    BaseUrl url = BaseUrl.parse(text, problems::add);

    assertThat(problems.toString()).doesNotContain(SECRET);
    assertThat(problems.isEmpty()).as("%s %s", text, problems).isEqualTo(url != null);
    URI expected = expected(text.strip());
    assertThat(url == null ? null : url.uri()).as("%s", problems).isEqualTo(expected);
    if (url != null) {
      check(url);
    }
  }

  /** What should be accepted, by all that {@link URI} says of it; null if nothing. */
  private static @Nullable URI expected(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      return null;
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    boolean bare =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    int port = uri.getPort();
    return web
            && bare
            && uri.getHost() != null
            && port != 0
            && port <= 65_535
            && uri.getRawPath().matches("/[A-Za-z0-9._~-]+/?")
        ? uri
        : null;
  }

  private static void check(BaseUrl url) {
    URI socket = url.webSocketUri();
    URI members = url.membersUri();
    for (URI derived : List.of(socket, members)) {
      assertThat(derived.getHost()).isEqualTo(url.uri().getHost());
      assertThat(derived.getPort()).isEqualTo(url.uri().getPort());
      assertThat(derived.getRawUserInfo()).isNull();
    }
    assertThat(socket.getScheme()).isEqualTo(url.secure() ? "wss" : "ws");
    assertThat(socket.getRawPath()).isEqualTo("/realtime/realtime/");
    assertThat(socket.getRawQuery()).isEqualTo("EIO=4&transport=websocket");
    assertThat(members.getScheme()).isEqualToIgnoringCase(url.uri().getScheme());
    assertThat(members.getRawPath()).isEqualTo("/" + url.envId() + "/agnost/realtime/get-members");
  }

  /** Options are accepted or named; with a key that is missing no client is ever made. */
  private static void options(String[] lines) {
    AgnostClient.Builder builder = new ClientBuilder(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      Duration duration = duration(lines[i]);
      int count = (int) duration.toSeconds();
      switch (i % 4) {
        case 0 -> builder.timeout(duration).maxQueuedMessages(count);
        case 1 -> builder.reconnectionDelay(duration).maxPendingBytes(duration.toSeconds());
        case 2 -> builder.maxQueuedAge(duration).maxInboundMessageBytes(count);
        default -> builder.maxQueuedBytes(duration.toSeconds()).maxPendingMessages(count);
      }
    }
    try (AgnostClient client = builder.build()) {
      throw new AssertionError("built without a key: " + client);
    } catch (InvalidConfigurationException named) {
      assertThat(named).hasMessageContaining("API key");
    }
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException none) {
      return Duration.ofSeconds(text.hashCode());
    }
  }
}
