package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.PROXY;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportOption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules about proxies: the kit's server plays the proxy and, behind the tunnel, the server. */
sealed interface ProxyRules permits TransportTck {

  @Rule("T1.3")
  default void t1_3_theProxyGetsAConnectForWs(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    String line = peer.readHead().line();
    String wanted = "CONNECT " + TlsMaterial.DOTTED_NAME + ":8080 HTTP/1.1";
    Mismatch.unless(line.equals(wanted), wanted, line);
    peer.write(RequestHead.response("200 Connection established"));
    ProxyPeer.expectUpgrade(peer);
    listener.expectOpen();
    peer.send(Frame.text("through the tunnel"));
    listener.expect(Signal.text("through the tunnel"));
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatRefusesIsProxy(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 Forbidden", "Content-Length: 0", "Connection: close"));
    peer.fin();
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_theEndOfAProxyIsProxy(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.fin();
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatDoesNotListenIsProxy(TransportFixture fixture) {
    fixture.requireOption(TransportOption.PROXY);
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(
        fixture, ProxyConfig.http("127.0.0.1", fixture.refusedPort().port()), listener);
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_proxyCredentialsGoToTheProxyOnly(TransportFixture fixture) {
    ProxyConfig proxy = ProxyPeer.withCredentials(fixture, ProxyPeer.http(fixture));
    Transport transport = ProxyPeer.transport(fixture, proxy);
    for (int connection = 0; connection < 2; connection++) {
      RecordingListener listener = fixture.listener();
      fixture.connect(transport, ProxyPeer.BEHIND, listener);
      PeerConnection peer = ProxyPeer.acceptWithCredentials(fixture);
      peer.write(RequestHead.response("200 OK"));
      List<String> leaked = peer.upgrade().values("Proxy-Authorization");
      Mismatch.unless(leaked.isEmpty(), "no credentials of the proxy in the tunnel", leaked);
      listener.expectOpen();
    }
  }

  @Rule("T1.3")
  default void t1_3_refusedCredentialsAreProxyAndNotRepeated(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(
        fixture, ProxyPeer.withCredentials(fixture, ProxyPeer.http(fixture)), listener);
    PeerConnection peer = ProxyPeer.acceptWithCredentials(fixture);
    ProxyPeer.askForCredentials(peer);
    TransportException failure = listener.expectFailed(PROXY);
    for (@Nullable Throwable thrown = failure; thrown != null; thrown = thrown.getCause()) {
      String text = thrown.toString();
      Mismatch.unless(!text.contains(ProxyPeer.PASSWORD), "a failure without the password", text);
      Mismatch.unless(!text.contains("b=c"), "a failure without the query", text);
    }
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyIsGivenTheName(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(fixture, ProxyPeer.socks(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    ProxyPeer.readMethods(peer);
    peer.write(new byte[] {5, 0});
    ProxyPeer.acceptSocksConnect(peer);
    ProxyPeer.expectUpgrade(peer);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyIsGivenTheCredentials(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(
        fixture, ProxyPeer.withCredentials(fixture, ProxyPeer.socks(fixture)), listener);
    PeerConnection peer = fixture.server().accept();
    String methods = new String(ProxyPeer.readMethods(peer), StandardCharsets.ISO_8859_1);
    Mismatch.unless(methods.contains("\2"), "the method user name and password", methods.length());
    peer.write(new byte[] {5, 2});
    byte[] version = peer.readExactly(1, "credentials"); // RFC 1929 §2
    Mismatch.unless(version[0] == 1, "version 1 of the credentials", version[0]);
    String user = ProxyPeer.readString(peer, "the user");
    String password = ProxyPeer.readString(peer, "the password");
    Mismatch.unless(
        user.equals(ProxyPeer.USER) && password.equals(ProxyPeer.PASSWORD),
        "the credentials as configured",
        user + " and " + password.length() + " characters");
    peer.write(new byte[] {1, 0});
    ProxyPeer.acceptSocksConnect(peer);
    ProxyPeer.expectUpgrade(peer);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyThatRefusesIsProxy(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ProxyPeer.connect(fixture, ProxyPeer.socks(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    ProxyPeer.readMethods(peer);
    peer.write(new byte[] {5, (byte) 0xff}); // none of the methods
    listener.expectFailed(PROXY);
    peer.expectRelease("refused by the proxy", fixture.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTheProxyIsSilent(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while the proxy was silent", fixture.deadline().generous());
  }
}
