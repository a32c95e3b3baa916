package dev.agnost.realtime.systemtests.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.systemtests.errors.ErrorsPage.Row;
import dev.agnost.realtime.systemtests.errors.Situation.Report;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.testserver.Refusals;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of the table in {@code docs/errors.md}, provoked over each transport. */
class ConnectErrorsIT {
  private static final TestCertificates LOCAL = TestCertificates.of("dns:localhost,ip:127.0.0.1");
  private static final TestCertificates OTHER = TestCertificates.of("dns:other.example");
  private static final int NOBODY_LISTENS = 1; // a port below those that programs get

  private final ErrorsPage page = new ErrorsPage();
  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
  private final Map<String, Report> reports = new TreeMap<>();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void aFailedAttemptIsReportedAsThePageSays(String transport) throws Exception {
    network(transport);
    tls(transport);
    statuses(transport);
    badPeers(transport);
    silence(transport);
    refusals(transport);
    application(transport);

    List<String> wrong = new ArrayList<>();
    for (String situation : page.rows().keySet()) {
      if (!reports.containsKey(situation)) {
        wrong.add(situation + ": not provoked");
      }
    }
    reports.forEach((situation, report) -> compare(situation, report, wrong));
    assertThat(wrong).isEmpty();
    assertThat(codes(reports)).containsExactlyElementsOf(codesOfThePage());
  }

  private void compare(String situation, Report report, List<String> wrong) {
    Row row = page.rows().get(situation);
    String message = report.error().message();
    if (row == null) {
      wrong.add(situation + ": has no row for: " + report.error());
      return;
    }
    String shown = message.replaceFirst("127\\.0\\.0\\.1:\\d+:? ", "");
    boolean again = row.afterwards().startsWith("tried again");
    if (!row.matches(shown)
        || !code(report).equals(row.code())
        || report.error().willRetry() != again
        || report.state() != (again ? ConnectionState.WAITING : ConnectionState.FAILED)
        || message.lines().count() != 1) {
      wrong.add(situation + ": " + code(report) + ", " + shown + ", " + report.state());
    }
  }

  /** The class of the error, of which the server's own code is one. */
  private static String code(Report report) {
    boolean own = report.error().kind() == ErrorKind.REFUSED;
    return own ? report.error().kind().agnCode() : report.error().code();
  }

  private static List<String> codes(Map<String, Report> reports) {
    return reports.values().stream().map(ConnectErrorsIT::code).distinct().sorted().toList();
  }

  private List<String> codesOfThePage() {
    return page.rows().values().stream().map(Row::code).distinct().sorted().toList();
  }

  private void network(String transport) throws Exception {
    report("no server", client("http://127.0.0.1:" + NOBODY_LISTENS + "/env-open", transport));
    ProxyConfig nobody = ProxyConfig.http("127.0.0.1", NOBODY_LISTENS);
    report("no proxy", client(url(), transport).proxy(nobody));
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"x\"",
            "Content-Length: 0",
            "",
            "");
    try (HostileServer proxy = HostileServer.answering(answer)) {
      Report report =
          report(
              "proxy without credentials",
              client(url(), transport).proxy(ProxyConfig.http("127.0.0.1", proxy.port())));
      assertThat(report.error().status()).hasValue(407);
    }
  }

  private void tls(String transport) throws Exception {
    try (EmbeddedAgnostServer local = EmbeddedAgnostServer.builder().tls(LOCAL.server()).start();
        EmbeddedAgnostServer other = EmbeddedAgnostServer.builder().tls(OTHER.server()).start();
        HostileServer strict = HostileServer.needingCertificates(LOCAL.server())) {
      report("unknown CA", client(local.baseUrl("env-open"), transport));
      report(
          "other host name",
          client(other.baseUrl("env-open"), transport).sslContext(OTHER.trusting()));
      report("no TLS there", client(url().replace("http:", "https:"), transport));
      report(
          "client certificate missing",
          client("https://127.0.0.1:" + strict.port() + "/env-open", transport)
              .sslContext(LOCAL.trusting()));
    }
  }

  private void statuses(String transport) throws Exception {
    for (int status : List.of(301, 401, 403, 404, 407, 429, 500, 503)) {
      server.rejectUpgrades(status, Map.of());
      Report report = report("status " + status, client(url(), transport));
      assertThat(report.error().status()).hasValue(status);
      if (status == 401 || status == 403) {
        reports.put("status " + status + " twice", Situation.report(client(url(), transport), 2));
      }
    }
    server.acceptUpgrades();
  }

  private void badPeers(String transport) throws Exception {
    server.answerOpenWith("hello");
    report("another protocol", client(url(), transport));
    server.answerNormally();
    server.answerConnectWith("41");
    report("DISCONNECT instead of the reply", client(url(), transport));
    server.answerConnectWith("40");
    report("Socket.IO 2", client(url(), transport));
    server.answerNormally();
    try (HostileServer closing = HostileServer.answering("")) {
      report(
          "end before the reply",
          client("http://127.0.0.1:" + closing.port() + "/env-open", transport));
    }
  }

  private void silence(String transport) throws Exception {
    Map<Stage, String> stages =
        Map.of(
            Stage.UPGRADE, "silence before the WebSocket",
            Stage.ENGINE_OPEN, "silence after the upgrade",
            Stage.CONNECT_REPLY, "silence after CONNECT");
    for (Map.Entry<Stage, String> stage : stages.entrySet()) {
      server.stall(stage.getKey());
      report(stage.getValue(), client(url(), transport).timeout(Duration.ofMillis(500)));
    }
    server.unstall();
  }

  private void refusals(String transport) throws Exception {
    server.refuseConnects(Refusals.expiredKey());
    report("refusal that stays", client(url(), transport));
    server.refuseConnects(new Refusal("Busy", "internal_server_error", "server_error", "Busy"));
    report("refusal that passes", client(url(), transport));
    server.acceptConnects();
  }

  private void application(String transport) throws Exception {
    report(
        "supplier that throws",
        client(url(), transport)
            .apiKey(
                () -> {
                  throw new IllegalStateException("of the test");
                }));
    report("no thread", failing(new OutOfMemoryError("unable to create native thread")));
    report("defect of a transport", failing(new AssertionError("of the test")));
    report("library of another version", failing(new NoSuchMethodError("lib.Engine.start()")));
  }

  private Report report(String situation, AgnostClient.Builder builder) throws Exception {
    Report report = Situation.report(builder, 1);
    reports.put(situation, report);
    return report;
  }

  private String url() {
    return server.baseUrl("env-open");
  }

  private AgnostClient.Builder failing(Error error) {
    return AgnostClient.builder(url(), "key-good")
        .transport(
            new Transport() {
              @Override
              public TransportConnection connect(
                  ConnectRequest request, TransportListener listener) {
                throw error;
              }

              @Override
              public void close() {}
            });
  }

  private static AgnostClient.Builder client(String url, String transport) {
    return AgnostClient.builder(url, "key-good")
        .transport(transport)
        .reconnectionDelay(Duration.ofMillis(20));
  }
}
