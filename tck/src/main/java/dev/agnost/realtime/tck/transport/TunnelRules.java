package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.PROXY;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rules about what a proxy is told, and about proxies that answer in unusual ways. */
sealed interface TunnelRules permits TransportTck {

  @Rule("T1.3")
  default void t1_3_theProxyDoesNotSeeTheRequest(TransportFixture fixture) {
    for (String scheme : List.of("ws", "wss")) {
      URI uri = URI.create(scheme + "://" + TlsMaterial.DOTTED_NAME + ":8080/path?q=querysecret");
      List<Header> headers =
          List.of(
              new Header("Authorization", "Bearer headersecret"),
              new Header("Cookie", "session=cookiesecret"),
              new Header("x-tenant", "tenantsecret"));
      RecordingListener listener = fixture.listener();
      Transport transport = ProxyPeer.transport(fixture, ProxyPeer.http(fixture));
      fixture.connect(transport, ConnectRequest.of(uri, headers), listener);
      PeerConnection peer = fixture.server().accept();
      RequestHead connect = peer.readHead();
      List<String> leaked = connect.headers().stream().filter(h -> h.contains("secret")).toList();
      boolean clean = leaked.isEmpty() && !connect.line().contains("secret");
      Mismatch.unless(clean, "a CONNECT without path, query and headers of the request", connect);
      peer.write(RequestHead.response("200 OK"));
      PeerConnection inside =
          scheme.equals("ws") ? peer : peer.secured(fixture.run().tls().localhost());
      String authorization = inside.upgrade().value("Authorization");
      Mismatch.unless(
          authorization.equals("Bearer headersecret"), "the headers in the tunnel", authorization);
      listener.expectOpen();
    }
  }

  @Rule("T1.3")
  default void t1_3_theAnswerOfAProxyMayComeInPieces(TransportFixture fixture) {
    for (String answer :
        List.of(
            "HTTP/1.1 200 Connection established\r\nVia: 1.1 tck\r\nX-Cache: MISS\r\n\r\n",
            "HTTP/1.0 200 OK\r\n\r\n",
            "HTTP/1.1 200\r\n\r\n")) {
      RecordingListener listener = fixture.listener();
      ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
      PeerConnection peer = fixture.server().accept();
      peer.readHead();
      for (byte b : RequestHead.latin1(answer)) {
        peer.write(new byte[] {b});
      }
      ProxyPeer.expectUpgrade(peer);
      listener.expectOpen();
    }
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyMayAnswerInPiecesAndWithAnyAddress(TransportFixture fixture) {
    byte[][] addresses = {
      {1, 127, 0, 0, 1}, {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, {3, 2, 'a', 'b'}
    };
    for (byte[] address : addresses) {
      RecordingListener listener = fixture.listener();
      ProxyPeer.connect(fixture, ProxyPeer.socks(fixture), listener);
      PeerConnection peer = fixture.server().accept();
      ProxyPeer.readMethods(peer);
      peer.write(new byte[] {5});
      peer.write(new byte[] {0});
      ProxyPeer.readSocksConnect(peer);
      for (byte b : new byte[] {5, 0, 0}) {
        peer.write(new byte[] {b});
      }
      for (byte b : address) {
        peer.write(new byte[] {b});
      }
      peer.write(new byte[] {0x1f, (byte) 0x90});
      ProxyPeer.expectUpgrade(peer);
      listener.expectOpen();
      peer.send(Frame.text("through the tunnel"));
      listener.expect(Signal.text("through the tunnel"));
    }
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatRefusesIsReleased(TransportFixture fixture) {
    for (String status : List.of("403 Forbidden", "407 no", "502 Bad Gateway", "301 Moved")) {
      RecordingListener listener = fixture.listener();
      ProxyPeer.connect(fixture, ProxyPeer.http(fixture), listener);
      PeerConnection peer = fixture.server().accept();
      peer.readHead();
      byte[] head =
          RequestHead.response(
              status, "Proxy-Authenticate: Basic realm=\"tck\"", "Content-Length: 15");
      String answer = new String(head, StandardCharsets.ISO_8859_1) + "no: refused\r\n\r\n";
      peer.write(RequestHead.latin1(answer)); // in one read, with an empty line in the body
      listener.expectFailed(PROXY);
      peer.expectRelease("the proxy refused", fixture.deadline().generous());
    }
  }

  @Rule("T1.3")
  default void t1_3_anIpv6LiteralTravelsInBrackets(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("ws://[2001:db8::1]:8080/a?b=c");
    fixture.connect(ProxyPeer.transport(fixture, ProxyPeer.http(fixture)), uri, listener);
    PeerConnection peer = fixture.server().accept();
    String line = peer.readHead().line();
    String wanted = "CONNECT [2001:db8::1]:8080 HTTP/1.1";
    String long6 = "CONNECT [2001:db8:0:0:0:0:0:1]:8080 HTTP/1.1";
    Mismatch.unless(line.equals(wanted) || line.equals(long6), wanted, line);
    peer.write(RequestHead.response("200 OK"));
    ProxyPeer.expectUpgrade(peer);
    listener.expectOpen();
  }

  @Rule("T2.7")
  default void t2_7_abortAtEachStageOfATunnel(TransportFixture fixture) {
    URI secure = URI.create("wss://" + TlsMaterial.DOTTED_NAME + ":8080/");
    Transport transport = ProxyPeer.transport(fixture, ProxyPeer.http(fixture));
    RecordingListener inTls = fixture.listener();
    TransportConnection first = fixture.connect(transport, secure, inTls);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("200 OK"));
    peer.readExactly(5, "the start of a TLS handshake in the tunnel");
    first.abort();
    inTls.expectFailed(ABORTED);
    peer.expectRelease("aborted while TLS in a tunnel stalled", fixture.deadline().generous());
    if (fixture.provider().options().contains(TransportOption.SOCKS_PROXY)) {
      RecordingListener inSocks = fixture.listener();
      ProxyConfig socks = ProxyPeer.socks(fixture);
      TransportConnection second = ProxyPeer.connect(fixture, socks, inSocks);
      PeerConnection silent = fixture.server().accept();
      ProxyPeer.readMethods(silent);
      second.abort();
      inSocks.expectFailed(ABORTED);
      silent.expectRelease("aborted while SOCKS stalled", fixture.deadline().generous());
    }
  }
}
