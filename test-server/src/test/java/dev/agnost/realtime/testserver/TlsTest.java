package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void serverSpeaksTlsOnly(@TempDir Path directory) throws Exception {
    SSLContext tls = selfSigned(directory);
    HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.builder().tls(tls).start()) {
      assertThat(server.baseUrl("env-open")).startsWith("https://127.0.0.1:");

      try (TestClient client =
          TestClient.open(server, http)
              .handshake(
                  "{\"echoMessages\":true,\"envId\":\"env-open\",\"apiKey\":\"key-good\"}")) {
        client.join("room");
        assertThat(client.next()).startsWith("42[\"channel:join\"");

        server.closeConnections();
        assertThat(client.next()).isEqualTo("close:1005");
      }
      try (RawPeer plain = new RawPeer(server)) {
        plain.upgrade("/realtime/realtime/?EIO=4&transport=websocket");
        assertThat(plain.rest()).doesNotContain("HTTP/1.1");
      }
    }
  }

  @Test
  void cutUnderTlsEndsTheConnection(@TempDir Path directory) throws Exception {
    SSLContext tls = selfSigned(directory);
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.builder().tls(tls).start();
        RawPeer peer = new RawPeer(server, tls.getSocketFactory())) {
      peer.upgrade("/realtime/realtime/?EIO=4&transport=websocket");
      assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
      assertThat(peer.frame()).startsWith("0{");

      server.cutConnections();

      assertThat(peer.frame()).isEqualTo("(end)"); // SSLSocket hides the missing close_notify
    }
  }

  private static SSLContext selfSigned(Path directory) throws Exception {
    Path file = directory.resolve("server.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storepass",
            String.valueOf(PASSWORD),
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1");
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("mykey"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
