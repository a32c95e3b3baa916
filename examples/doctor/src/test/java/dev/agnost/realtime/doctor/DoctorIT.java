package dev.agnost.realtime.doctor;

import static dev.agnost.realtime.doctor.Run.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.testserver.EmbeddedAgnostServerBuilder;
import dev.agnost.realtime.testserver.KeyTerms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program prints in each case is in a golden file beside the tests. */
class DoctorIT {

  private static final String ENVIRONMENT = "env-doctor";

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void everyStepPassesAgainstARightServer(String transport) {
    try (EmbeddedAgnostServer server = plain().start()) {
      Run run = Run.against(server.baseUrl(ENVIRONMENT), "--transport", transport);

      Golden.check("right-server-" + transport, run, 0);
      assertThat(server.fatalInputs()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void everyStepPassesOverTls(String transport) throws Exception {
    try (EmbeddedAgnostServer server = tls("server.p12").start()) {
      Run run = overTls(server.baseUrl(ENVIRONMENT), "--transport", transport);

      Golden.check("right-server-tls-" + transport, run, 0);
    }
  }

  @Test
  void jsonHasTheSameSteps() {
    try (EmbeddedAgnostServer server = plain().start()) {
      Golden.check("right-server-json", Run.against(server.baseUrl(ENVIRONMENT), "--json"), 0);
    }
  }

  @Test
  void wrongKeyIsExplained() {
    try (EmbeddedAgnostServer server =
        EmbeddedAgnostServer.builder()
            .environment(Environment.open(ENVIRONMENT, "another-key"))
            .start()) {
      Golden.check("wrong-key", Run.against(server.baseUrl(ENVIRONMENT)), 16);
      Golden.check("wrong-key-json", Run.against(server.baseUrl(ENVIRONMENT), "--json"), 16);
    }
  }

  @Test
  void expiredKeyIsExplained() {
    try (EmbeddedAgnostServer server = plain().start()) {
      server.restrictKey(SECRET, KeyTerms.overdue());

      Golden.check("expired-key", Run.against(server.baseUrl(ENVIRONMENT)), 16);
    }
  }

  @Test
  void unknownEnvironmentIsExplained() {
    try (EmbeddedAgnostServer server = plain().start()) {
      Golden.check("unknown-environment", Run.against(server.baseUrl("env-elsewhere")), 16);
    }
  }

  @Test
  void closedPortIsExplained() throws Exception {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // not listening

      Golden.check("closed-port", Run.against(local("http", taken.getLocalPort())), 11);
    }
  }

  @Test
  void nameThatDoesNotExistIsExplained() {
    Run run = Run.against("https://no-such-host.doctor.invalid/" + ENVIRONMENT);

    Golden.check("unknown-name", run, 10);
  }

  @Test
  void proxyThatWantsCredentialsIsExplained() {
    String head =
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"";
    try (EmbeddedAgnostServer server = plain().start();
        CannedServer proxy = CannedServer.start(head, "")) {
      Run run =
          Run.against(server.baseUrl(ENVIRONMENT), "--proxy", "http://127.0.0.1:" + proxy.port());

      Golden.check("proxy-407", run, 12);
    }
  }

  @Test
  void expiredCertificateIsExplained() throws Exception {
    try (EmbeddedAgnostServer server = tls("expired.p12").start()) {
      Golden.check("certificate-expired", overTls(server.baseUrl(ENVIRONMENT)), 13);
    }
  }

  @Test
  void certificateForAnotherHostIsExplained() throws Exception {
    try (EmbeddedAgnostServer server = tls("other-host.p12").start()) {
      Golden.check("certificate-for-another-host", overTls(server.baseUrl(ENVIRONMENT)), 13);
    }
  }

  @Test
  void certificateOfAnUnknownCaIsExplained() throws Exception {
    try (EmbeddedAgnostServer server = tls("server.p12").start()) {
      Golden.check("certificate-of-unknown-ca", Run.against(server.baseUrl(ENVIRONMENT)), 13);
    }
  }

  @Test
  void plainHttpBehindHttpsIsExplained() {
    try (CannedServer server = CannedServer.start("HTTP/1.1 400 Bad Request", "")) {
      Golden.check("plain-http-behind-https", Run.against(local("https", server.port())), 13);
    }
  }

  @Test
  void captivePortalIsExplained() {
    String page = "<!DOCTYPE html><html><head><title>Welcome to the hotel</title></head></html>";
    try (CannedServer portal =
        CannedServer.start("HTTP/1.1 200 OK\r\nContent-Type: text/html", page)) {
      Golden.check("captive-portal", Run.against(local("http", portal.port())), 14);
    }
  }

  @Test
  void unavailableServerIsExplained() {
    try (EmbeddedAgnostServer server = plain().start()) {
      server.rejectUpgrades(503, Map.of("Retry-After", "7"));

      Golden.check("unavailable-503", Run.against(server.baseUrl(ENVIRONMENT)), 14);
    }
  }

  @Test
  void serverThatAcceptsAndIsSilentIsExplained() {
    try (EmbeddedAgnostServer server = plain().start()) {
      server.stall(Stage.TCP);

      Run run = Run.against(server.baseUrl(ENVIRONMENT), "--timeout", "1");
      Golden.check("silent-server", run, 14);
    }
  }

  @Test
  void silenceUnderHttpsIsExplained() throws Exception {
    try (EmbeddedAgnostServer server = tls("server.p12").start()) {
      server.stall(Stage.TCP);

      Run run = overTls(server.baseUrl(ENVIRONMENT), "--timeout", "1");
      Golden.check("silent-server-tls", run, 13);
    }
  }

  @Test
  void echoThatDoesNotComeIsExplained() {
    try (EmbeddedAgnostServer server = plain().start()) {
      server.limitRate(ENVIRONMENT, 1, Duration.ofHours(1));

      Run run = Run.against(server.baseUrl(ENVIRONMENT), "--timeout", "3");
      Golden.check("rate-limit", run, 17);
    }
  }

  private static EmbeddedAgnostServerBuilder plain() {
    return EmbeddedAgnostServer.builder().environment(Environment.open(ENVIRONMENT, SECRET));
  }

  private static EmbeddedAgnostServerBuilder tls(String file) throws Exception {
    return plain().tls(TlsFiles.server(file));
  }

  private static Run overTls(String url, String... more) throws Exception {
    String[] args = new String[more.length + 2];
    args[0] = "--ca";
    args[1] = TlsFiles.ca().toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Run.against(url, args);
  }

  private static String local(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port + "/" + ENVIRONMENT;
  }
}
