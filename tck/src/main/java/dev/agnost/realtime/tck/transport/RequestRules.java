package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Rules of category 2 about the request that the server gets. */
sealed interface RequestRules permits TransportTck {

  @Rule("T2.2")
  default void t2_2_pathAndQueryArriveAsGiven(TransportFixture fixture) {
    String target = "/a/b%20c/?EIO=4&q=a%20b%2Fc&e=&p=a+b&u=%C3%A9&s=;,:@";
    fixture.connect(fixture.transport(), fixture.server().uri(target), fixture.listener());
    RequestHead head = fixture.server().accept().readHead();
    Mismatch.unless(head.target().equals(target), "the request target " + target, head.target());
  }

  @Rule("T2.2")
  default void t2_2_emptyPathBecomesASlash(TransportFixture fixture) {
    fixture.connect(fixture.transport(), fixture.server().uri("?EIO=4"), fixture.listener());
    RequestHead head = fixture.server().accept().readHead();
    Mismatch.unless(head.target().equals("/?EIO=4"), "the request target /?EIO=4", head.target());
  }

  @Rule("T2.2")
  default void t2_2_headersArriveAsGivenAndRepeated(TransportFixture fixture) {
    List<Header> headers =
        List.of(
            new Header("X-Key", "k=1; \"two\", three"),
            new Header("x-twice", "first"),
            new Header("x-twice", "second"),
            new Header("User-Agent", "tck/1"),
            new Header("Authorization", "Bearer abc.def"),
            new Header("Cookie", "a=b"),
            new Header("Origin", "https://app.example"),
            new Header("x-empty", ""));
    ConnectRequest request = ConnectRequest.of(fixture.server().uri("/"), headers);
    fixture.connect(fixture.transport(), request, fixture.listener());
    RequestHead head = fixture.server().accept().readHead();
    for (Header header : headers) {
      List<String> wanted =
          headers.stream()
              .filter(h -> h.name().equals(header.name()))
              .map(h -> h.name() + ": " + h.value())
              .toList();
      List<String> came = head.lines(header.name());
      boolean equal =
          came.size() == wanted.size()
              && head.values(header.name())
                  .equals(wanted.stream().map(w -> w.split(": ", 2)[1].strip()).toList());
      Mismatch.unless(equal, "the header lines " + quoted(wanted), quoted(came));
    }
  }

  private static List<String> quoted(List<String> lines) {
    return lines.stream().map(line -> '"' + line + '"').toList();
  }

  @Rule("T2.2")
  default void t2_2_aLongHeadArrives(TransportFixture fixture) {
    String token = "Bearer " + "eyJhbGciOiJSUzI1NiJ9".repeat(800); // 16,000 bytes
    String query = "/?token=" + "q".repeat(6_000);
    List<Header> headers = new ArrayList<>(List.of(new Header("Authorization", token)));
    for (int i = 0; i < 40; i++) {
      headers.add(new Header("x-context-" + i, "c".repeat(200)));
    }
    ConnectRequest request = ConnectRequest.of(fixture.server().uri(query), headers);
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.transport(), request, listener);
    RequestHead head = fixture.server().accept(listener).upgrade();
    Mismatch.unless(head.target().equals(query), "a target of 6 KB", head.target().length());
    for (Header header : headers) {
      boolean same = head.value(header.name()).equals(header.value());
      Mismatch.unless(same, header.name() + " as given", head.value(header.name()).length());
    }
    listener.expectOpen();
  }

  @Rule(value = "T2.19", strength = RequirementLevel.CAPABILITY)
  default void t2_19_namesKeepTheirCaseAndValuesMayBeLatin1(TransportFixture fixture) {
    List<Header> headers =
        List.of(new Header("X-mIxEd", "caf\u00e9"), new Header("x-lower", "\u00a3\u00ff"));
    ConnectRequest request = ConnectRequest.of(fixture.server().uri("/"), headers);
    fixture.connect(fixture.transport(), request, fixture.listener());
    RequestHead head = fixture.server().accept().readHead();
    for (String wanted : List.of("X-mIxEd: caf\u00e9", "x-lower: \u00a3\u00ff")) {
      Mismatch.unless(head.headers().contains(wanted), wanted, head.headers());
    }
  }

  @Rule("T2.2")
  default void t2_2_nothingAmbientIsAdded(TransportFixture fixture) {
    RecordingListener first = fixture.listener();
    fixture.connect(first);
    PeerConnection peer = fixture.server().accept();
    peer.write(peer.readHead().switchingProtocols("Set-Cookie: ambient=1; Path=/"));
    first.expectOpen();
    fixture.connect(fixture.listener());
    RequestHead head = fixture.server().accept().readHead();
    for (String name : List.of("Cookie", "Authorization", "Proxy-Authorization", "Referer")) {
      List<String> values = head.values(name);
      Mismatch.unless(values.isEmpty(), "no header " + name + " that was not given", values);
    }
  }

  @Rule("T2.14")
  default void t2_14_oneUpgradeRequestInHttp11(TransportFixture fixture) {
    String previous = "";
    for (int i = 0; i < 3; i++) {
      RecordingListener listener = fixture.listener();
      fixture.connect(fixture.transport(), fixture.server().uri("/path?q=1"), listener);
      PeerConnection peer = fixture.server().accept();
      RequestHead head = peer.upgrade();
      String line = "GET /path?q=1 HTTP/1.1";
      Mismatch.unless(head.line().equals(line), line, head.line());
      expectHeader(head, "Upgrade", "websocket");
      expectHeader(head, "Connection", "upgrade");
      expectHeader(head, "Sec-WebSocket-Version", "13");
      expectHeader(head, "Host", "127.0.0.1:" + fixture.server().port());
      expectHeader(head, "HTTP2-Settings", "");
      String key = head.value("Sec-WebSocket-Key");
      Mismatch.unless(
          !key.equals(previous) && Base64.getDecoder().decode(key).length == 16,
          "a fresh Sec-WebSocket-Key of 16 bytes",
          key);
      previous = key;
      listener.expectOpen();
    }
    fixture.server().expectNoConnection("one connect makes one TCP connection");
  }

  private static void expectHeader(RequestHead head, String name, String value) {
    String came = head.value(name);
    Mismatch.unless(came.equalsIgnoreCase(value), name + ": " + value, came);
  }

  @Rule("T2.14")
  default void t2_14_theHostNamesThePortUnlessItIsTheDefault(TransportFixture fixture) {
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.trusting(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.accept();
    expectHeader(peer.upgrade(), "Host", "localhost:" + server.port());
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_theDefaultPortOfWssMayBeLeftOut(TransportFixture fixture) {
    ProxyConfig proxy = ProxyPeer.http(fixture);
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("wss://" + TlsMaterial.DOTTED_NAME + "/");
    fixture.connect(ProxyPeer.transport(fixture, proxy), uri, listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("200 OK"));
    String host = peer.secured(fixture.run().tls().localhost()).upgrade().value("Host");
    String name = TlsMaterial.DOTTED_NAME;
    Mismatch.unless(host.equals(name) || host.equals(name + ":443"), "Host: " + name, host);
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_noOtherProtocolIsOfferedByAlpn(TransportFixture fixture) {
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.trusting(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.accept();
    List<String> offered = peer.offeredProtocols();
    boolean good = offered.isEmpty() || offered.equals(List.of("http/1.1"));
    Mismatch.unless(good, "no ALPN protocol but http/1.1", offered);
    peer.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_anIpv6LiteralIsConnectedTo(TransportFixture fixture) {
    TckServer server = fixture.serverOnIpv6(null);
    expectIpv6(fixture, fixture.transport(), server);
    TckServer secure = fixture.serverOnIpv6(fixture.run().tls().server("::1"));
    expectIpv6(fixture, fixture.trusting(), secure);
  }

  private static void expectIpv6(TransportFixture fixture, Transport transport, TckServer server) {
    RecordingListener listener = fixture.listener();
    fixture.connect(transport, server.uri("[::1]", "/"), listener);
    PeerConnection peer = server.accept(listener);
    String host = peer.upgrade().value("Host");
    String wanted = "[::1]:" + server.port();
    String longForm = "[0:0:0:0:0:0:0:1]:" + server.port();
    Mismatch.unless(host.equals(wanted) || host.equals(longForm), "Host: " + wanted, host);
    listener.expectOpen();
    peer.send(Frame.text("by IPv6"));
    listener.expect(Signal.text("by IPv6"));
  }
}
