package dev.agnost.realtime.systemtests.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.systemtests.client.AllLogs;
import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.jetty.JettyTransports;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jetty's debug logs show the ends of each buffer: what the client writes has no secret there. */
class JettyDebugLogsIT {

  private static final String ENV = "env-1";
  private static final String KEY = "canary-key-1f9a";
  private static final String TOKEN = "canary-token-77c2";
  private static final String FIELD = "canary-field-03be";
  private static final String PASSWORD = "canary-password";
  private static final long PATIENCE_SECONDS = 10;

  @Test
  void nothingThatTheClientSendsShowsACredentialAtDebug() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        AllLogs logs = AllLogs.ofEverybody()) {
      server.define(Environment.open(ENV, KEY).withSessions(TOKEN));
      talk(server);

      assertThat(logs.text()).contains("org.eclipse.jetty").contains("GET /realtime/re");
      for (String secret : new String[] {KEY, TOKEN, FIELD}) {
        assertThat(logs.text()).doesNotContain(secret).doesNotContain(endOf(secret));
      }
    }
  }

  private static void talk(EmbeddedAgnostServer server) throws Exception {
    try (AgnostClient client =
        AgnostClient.builder(server.baseUrl(ENV))
            .transport("jetty")
            .apiKey(KEY)
            .sessionToken(TOKEN)
            .headers(List.of(new Header("X-Field", FIELD)))
            .build()) {
      Realtime realtime = client.realtime();
      CompletableFuture<String> heard = new CompletableFuture<>();
      realtime.on("say", message -> heard.complete(message.asText()));
      realtime.join("chat");
      realtime.send("chat", "say", "hello").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(realtime.getMembers("chat").get(PATIENCE_SECONDS, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  @Test
  void theCredentialsOfAnHttpProxyAreNotShownAtDebug() throws Exception {
    RecordedSignals signals = new RecordedSignals();
    try (Peer proxy = Peer.plain();
        AllLogs logs = AllLogs.ofEverybody();
        Transport transport = through(proxy)) {
      transport.connect(ConnectRequest.of(URI.create("ws://server.test/")), signals);
      Peer.Line line = proxy.accept();
      String asked = line.readHead();
      line.write("HTTP/1.1 200 OK\r\n\r\n");
      line.write(line.switchingProtocols(line.readHead()));
      signals.expectOpened();

      String encoded = Base64.getEncoder().encodeToString(("jo:" + PASSWORD).getBytes(UTF_8));
      assertThat(asked).contains(encoded);
      assertThat(logs.text())
          .contains("CONNECT server.t")
          .doesNotContain(PASSWORD)
          .doesNotContain(endOf(encoded));
    }
  }

  private static Transport through(Peer proxy) {
    ProxyConfig config =
        ProxyConfig.http("127.0.0.1", proxy.port()).withCredentials("jo", PASSWORD);
    return JettyTransports.builder()
        .config(
            new TransportConfig() {
              @Override
              public Optional<ProxyConfig> proxy() {
                return Optional.of(config);
              }
            })
        .build();
  }

  private static String endOf(String secret) {
    return secret.substring(secret.length() - 6);
  }
}
