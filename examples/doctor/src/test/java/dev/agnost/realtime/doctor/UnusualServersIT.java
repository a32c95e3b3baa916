package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What else may be where an Agnost cluster is expected, and addresses written in other ways. */
@Tag("night")
class UnusualServersIT {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

  private static final Pattern KEY =
      Pattern.compile("\r\nsec-websocket-key: *(\\S+)\r\n", Pattern.CASE_INSENSITIVE);

  @Test
  void addressWithoutEnvironmentIsRefused() {
    refused("http://127.0.0.1:1", "environment");
    refused("http://127.0.0.1:1/", "environment");
  }

  @Test
  void addressWithAPasswordIsRefusedWithoutShowingIt() {
    refused("https://user:" + Run.SECRET + "@127.0.0.1/env-doctor", "user");
  }

  @Test
  void slashAtTheEndOfTheAddressMakesNoDifference() {
    try (EmbeddedAgnostServer server =
        EmbeddedAgnostServer.builder()
            .environment(Environment.open("env-doctor", Run.SECRET))
            .start()) {
      Run run = Run.against(server.baseUrl("env-doctor") + "/");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }
  }

  @Test
  void addressOfVersion6IsShownAsSuch() throws Exception {
    try (Socket taken = new Socket()) {
      byte[] loopback = HexFormat.of().parseHex("00000000000000000000000000000001");
      taken.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), 0)); // not listening

      Golden.check(
          "closed-port-ipv6",
          Run.against("http://[::1]:" + taken.getLocalPort() + "/env-doctor"),
          11);
    }
  }

  @Test
  void proxyThatRefusesTheConnectionIsExplained() throws Exception {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)); // not listening

      Golden.check(
          "proxy-closed-port",
          Run.against(
              "https://127.0.0.1:443/env-doctor",
              "--proxy",
              "http://127.0.0.1:" + taken.getLocalPort()),
          11);
    }
  }

  @Test
  void serverWithOldTlsOnlyIsExplained() {
    byte[] protocolVersion = HexFormat.of().parseHex("15030100020246"); // RFC 5246, 7.2: alert 70
    try (CannedServer server = CannedServer.start(head -> protocolVersion)) {
      Golden.check("old-tls", Run.against(local("https", server)), 13);
    }
  }

  @Test
  void redirectIsExplainedAndNotFollowed() {
    String head = "HTTP/1.1 302 Found\r\nLocation: /env-doctor/login?key=" + Run.SECRET;
    try (CannedServer server = CannedServer.start(head, "")) {
      Golden.check("redirect", Run.against(local("http", server)), 14);
    }
  }

  @Test
  void compressedPageIsExplained() throws Exception {
    String page = zipped("<html><title>Welcome to the hotel</title></html>");
    String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    try (CannedServer server = CannedServer.start(head, page)) {
      Golden.check("captive-portal-gzip", Run.against(local("http", server)), 14);
    }
  }

  @Test
  void bodyThatCommandsATerminalIsNotShown() {
    try (CannedServer server = CannedServer.start("HTTP/1.1 403 Forbidden", "\u001b[2Jgone")) {
      Run run = Run.against(local("http", server));

      assertThat(run.exitCode()).isEqualTo(14);
      assertThat(run.out()).contains("the body is not text").doesNotContain("\u001b");
    }
  }

  @Test
  void serverOfHttp2OnlyIsExplained() {
    byte[] frames = // SETTINGS, then GOAWAY with HTTP_1_1_REQUIRED; RFC 9113, 6.5 and 6.8
        HexFormat.of().parseHex("000000040000000000" + "000008070000000000" + "000000000000000d");
    try (CannedServer server = CannedServer.start(head -> frames)) {
      Golden.check("http2-only", Run.against(local("http", server)), 14);
    }
  }

  @Test
  void webSocketThatClosesAtOnceIsExplained() {
    try (CannedServer server = CannedServer.start(UnusualServersIT::upgradeAndClose)) {
      Golden.check("closes-at-once", Run.against(local("http", server)), 15);
    }
  }

  private static void refused(String url, String reason) {
    Run run = Run.against(url);

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(2);
    assertThat(run.out() + run.err()).contains(reason).doesNotContain(Run.SECRET);
  }

  private static String local(String scheme, CannedServer server) {
    return scheme + "://127.0.0.1:" + server.port() + "/env-doctor";
  }

  private static byte[] upgradeAndClose(String head) {
    Matcher key = KEY.matcher(head);
    if (!key.find()) {
      return new byte[0]; // the step TCP, which only connects
    }
    String upgraded =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key.group(1))
            + "\r\n\r\n"
            + "\u0088\u0002\u0003\u00f0"; // RFC 6455, 5.5.1: close with 1008
    return upgraded.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String zipped(String page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(page.getBytes(StandardCharsets.UTF_8));
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
