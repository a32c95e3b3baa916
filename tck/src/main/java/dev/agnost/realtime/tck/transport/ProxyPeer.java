package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The proxy's part of a conversation, played by the server of the test. */
final class ProxyPeer {

  /** Of a host that only the proxy can look up. */
  static final URI BEHIND = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/a?b=c");

  static final String USER = "tck";
  static final String PASSWORD = "p:w-of-the-proxy";

  /** RFC 1928 §6: succeeded, bound to 127.0.0.1:8080. */
  private static final byte[] SOCKS_SUCCEEDED = {5, 0, 0, 1, 127, 0, 0, 1, 0x1f, (byte) 0x90};

  private ProxyPeer() {}

  static Transport transport(TransportFixture fixture, ProxyConfig proxy) {
    return fixture.newTransport(Configs.through(proxy, fixture.run().tls().trusting()));
  }

  static TransportConnection connect(
      TransportFixture fixture, ProxyConfig proxy, RecordingListener listener) {
    return fixture.connect(transport(fixture, proxy), BEHIND, listener);
  }

  static ProxyConfig http(TransportFixture fixture) {
    fixture.requireOption(TransportOption.PROXY);
    return ProxyConfig.http("127.0.0.1", fixture.server().port());
  }

  static ProxyConfig socks(TransportFixture fixture) {
    fixture.requireOption(TransportOption.SOCKS_PROXY);
    return ProxyConfig.socks5("127.0.0.1", fixture.server().port());
  }

  static ProxyConfig withCredentials(TransportFixture fixture, ProxyConfig proxy) {
    fixture.requireOption(TransportOption.PROXY_CREDENTIALS);
    return proxy.withCredentials(USER, PASSWORD);
  }

  /** Reads the CONNECT with the right credentials, which may come at once or after a 407. */
  static PeerConnection acceptWithCredentials(TransportFixture fixture) {
    PeerConnection peer = fixture.server().accept();
    RequestHead connect = peer.readHead();
    if (connect.values("Proxy-Authorization").isEmpty()) {
      askForCredentials(peer);
      peer = fixture.server().accept();
      connect = peer.readHead();
    }
    byte[] pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    String wanted = "Basic " + Base64.getEncoder().encodeToString(pair);
    String came = connect.value("Proxy-Authorization");
    Mismatch.unless(came.equals(wanted), "Proxy-Authorization: " + wanted, came);
    return peer;
  }

  static void askForCredentials(PeerConnection peer) {
    peer.write(
        RequestHead.response(
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"tck\"",
            "Content-Length: 0",
            "Connection: close"));
    peer.fin();
  }

  static void expectUpgrade(PeerConnection peer) {
    RequestHead upgrade = peer.upgrade();
    Mismatch.unless(upgrade.target().equals("/a?b=c"), "/a?b=c in the tunnel", upgrade.line());
  }

  static byte[] readMethods(PeerConnection peer) {
    byte[] greeting = peer.readExactly(2, "a SOCKS5 greeting"); // RFC 1928 §3
    return peer.readExactly(greeting[1], "the methods");
  }

  static void readSocksConnect(PeerConnection peer) {
    byte[] request = peer.readExactly(4, "a SOCKS5 request");
    Mismatch.unless(request[1] == 1 && request[3] == 3, "CONNECT to a name", Excerpt.of(request));
    String name = readString(peer, "the name");
    Mismatch.unless(name.equals(TlsMaterial.DOTTED_NAME), TlsMaterial.DOTTED_NAME, name);
    byte[] port = peer.readExactly(2, "the port");
    Mismatch.unless(port[0] == 0x1f && port[1] == (byte) 0x90, "the port 8080", Excerpt.of(port));
  }

  static String readString(PeerConnection peer, String what) {
    byte[] length = peer.readExactly(1, "the length of " + what);
    return new String(peer.readExactly(length[0], what), StandardCharsets.US_ASCII);
  }

  static void acceptSocksConnect(PeerConnection peer) {
    readSocksConnect(peer);
    peer.write(SOCKS_SUCCEEDED);
  }
}
