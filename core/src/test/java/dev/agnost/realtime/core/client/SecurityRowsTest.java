package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.RandomInput;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows of {@code docs/security-tests.md} that are about addresses and defaults. */
class SecurityRowsTest {

  private static final List<String> PARTS =
      List.of(
          "http://",
          "https://",
          "HTTPS://",
          "ftp:",
          "//",
          "/",
          "\\",
          "@",
          "user:pass@",
          "#",
          "?",
          "x=1",
          ":",
          ":80",
          ":0",
          ":99999",
          "env",
          "..",
          "%2e",
          "%00",
          "\n",
          "\r",
          "\t",
          "\0",
          " ",
          "[::1]",
          "[",
          "]",
          "127.0.0.1",
          "127.1",
          "localhost",
          "evil.test",
          "a.test",
          "\u20ac",
          "\uff0f",
          "%40",
          ";",
          "&",
          "|",
          "^",
          "{",
          "<",
          "'",
          "\"");

  @Test
  void s03_anEncryptedAddressStaysEncrypted() {
    for (String text : List.of("https://a.test/env", "HTTPS://a.test:8443/env/")) {
      BaseUrl url = accepted(text);

      assertThat(url.webSocketUri().getScheme()).isEqualTo("wss");
      assertThat(url.membersUri().getScheme()).isEqualTo("https");
    }
  }

  @Test
  void s04_aNameThatOnlyBeginsLikeThisMachineIsAnotherMachine() {
    for (String host :
        List.of("127.evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "evil.test")) {
      assertThat(accepted("http://" + host + "/env").isLoopback()).as(host).isFalse();
    }
    for (String host : List.of("127.0.0.1", "127.8.9.10", "localhost", "LocalHost", "[::1]")) {
      assertThat(accepted("http://" + host + "/env").isLoopback()).as(host).isTrue();
    }
  }

  @Test
  void s07_theAddressOfTheRequestHasNothingButTheProtocol() {
    assertThat(accepted("https://a.test:8443/env-1").webSocketUri())
        .hasToString("wss://a.test:8443/realtime/realtime/?EIO=4&transport=websocket");
  }

  @Test
  void s11_whatIsAcceptedMeansTheSameToJavaNetUri() {
    SplittableRandom random = new SplittableRandom(RandomInput.seed());
    int taken = 0;
    for (int i = 0; i < RandomInput.cases(40_000, 2_000_000); i++) {
      String text = anAddress(random);
      List<String> problems = new ArrayList<>();

      BaseUrl url = BaseUrl.parse(text, problems::add);

      assertThat(url == null)
          .as("problems of %s: %s", text, problems)
          .isEqualTo(!problems.isEmpty());
      if (url != null) {
        taken++;
        expectSamePlace(text, url);
      }
    }
    assertThat(taken).isPositive();
  }

  private static String anAddress(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://a.test/env" : "");
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.insert(random.nextInt(text.length() + 1), PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  private static void expectSamePlace(String text, BaseUrl url) {
    URI given = URI.create(text.strip());
    assertThat(text.strip()).doesNotContainAnyWhitespaces().doesNotContain("@", "#", "?", "\\");
    for (URI asked : List.of(url.webSocketUri(), url.membersUri())) {
      assertThat(asked.getHost()).as(text).isEqualTo(given.getHost());
      assertThat(asked.getPort()).as(text).isEqualTo(given.getPort());
      assertThat(asked.getRawUserInfo()).as(text).isNull();
      assertThat(asked.getRawFragment()).as(text).isNull();
    }
  }

  @Test
  void s33_theDefaultsAreTheSafeOnes() {
    ClientBuilder defaults = new ClientBuilder("https://a.test/env");

    assertThat(
            List.of(
                "allowUnencrypted " + defaults.allowUnencrypted,
                "timeout " + defaults.timeout,
                "maxQueuedMessages " + defaults.maxQueuedMessages,
                "maxQueuedBytes " + defaults.maxQueuedBytes,
                "maxInboundMessageBytes " + defaults.maxInboundMessageBytes,
                "maxOutboundMessageBytes " + defaults.maxOutboundMessageBytes,
                "maxPendingMessages " + defaults.maxPendingMessages,
                "maxPendingBytes " + defaults.maxPendingBytes,
                "headers " + defaults.headers.get(),
                "proxy " + defaults.proxy,
                "sslContext " + defaults.sslContext))
        .containsExactly(
            "allowUnencrypted false",
            "timeout PT20S",
            "maxQueuedMessages 1000",
            "maxQueuedBytes 8388608",
            "maxInboundMessageBytes 16777216",
            "maxOutboundMessageBytes 16777216",
            "maxPendingMessages 1000",
            "maxPendingBytes 8388608",
            "headers []",
            "proxy null",
            "sslContext null");
  }

  private static BaseUrl accepted(String text) {
    List<String> problems = new ArrayList<>();
    BaseUrl url = BaseUrl.parse(text, problems::add);
    assertThat(problems).as(text).isEmpty();
    return Objects.requireNonNull(url);
  }
}
