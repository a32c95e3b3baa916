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
  default void t2_2_pathAndQueryArriveAsGiven(Bench bench) {
    String target = "/a/b%20c/?EIO=4&q=a%20b%2Fc&e=&p=a+b&u=%C3%A9&s=;,:@";
    bench.connect(bench.transport(), bench.server().uri(target), bench.listener());
    RequestHead head = bench.server().accept().readHead();
    Mismatch.unless(head.target().equals(target), "the request target " + target, head.target());
  }

  @Rule("T2.2")
  default void t2_2_emptyPathBecomesASlash(Bench bench) {
    bench.connect(bench.transport(), bench.server().uri("?EIO=4"), bench.listener());
    RequestHead head = bench.server().accept().readHead();
    Mismatch.unless(head.target().equals("/?EIO=4"), "the request target /?EIO=4", head.target());
  }

  @Rule("T2.2")
  default void t2_2_headersArriveAsGivenAndRepeated(Bench bench) {
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
    ConnectRequest request = ConnectRequest.of(bench.server().uri("/"), headers);
    bench.connect(bench.transport(), request, bench.listener());
    RequestHead head = bench.server().accept().readHead();
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
  default void t2_2_aLongHeadArrives(Bench bench) {
    String token = "Bearer " + "eyJhbGciOiJSUzI1NiJ9".repeat(800); // 16,000 bytes
    String query = "/?token=" + "q".repeat(6_000);
    List<Header> headers = new ArrayList<>(List.of(new Header("Authorization", token)));
    for (int i = 0; i < 40; i++) {
      headers.add(new Header("x-context-" + i, "c".repeat(200)));
    }
    ConnectRequest request = ConnectRequest.of(bench.server().uri(query), headers);
    RecordingListener listener = bench.listener();
    bench.connect(bench.transport(), request, listener);
    RequestHead head = bench.server().accept(listener).upgrade();
    Mismatch.unless(head.target().equals(query), "a target of 6 KB", head.target().length());
    for (Header header : headers) {
      boolean same = head.value(header.name()).equals(header.value());
      Mismatch.unless(same, header.name() + " as given", head.value(header.name()).length());
    }
    listener.expectOpen();
  }

  @Rule(value = "T2.19", strength = Strength.CAPABILITY)
  default void t2_19_namesKeepTheirCaseAndValuesMayBeLatin1(Bench bench) {
    List<Header> headers =
        List.of(new Header("X-mIxEd", "caf\u00e9"), new Header("x-lower", "\u00a3\u00ff"));
    ConnectRequest request = ConnectRequest.of(bench.server().uri("/"), headers);
    bench.connect(bench.transport(), request, bench.listener());
    RequestHead head = bench.server().accept().readHead();
    for (String wanted : List.of("X-mIxEd: caf\u00e9", "x-lower: \u00a3\u00ff")) {
      Mismatch.unless(head.headers().contains(wanted), wanted, head.headers());
    }
  }

  @Rule("T2.2")
  default void t2_2_nothingAmbientIsAdded(Bench bench) {
    RecordingListener first = bench.listener();
    bench.connect(first);
    PeerConnection peer = bench.server().accept();
    peer.write(peer.readHead().switchingProtocols("Set-Cookie: ambient=1; Path=/"));
    first.expectOpen();
    bench.connect(bench.listener());
    RequestHead head = bench.server().accept().readHead();
    for (String name : List.of("Cookie", "Authorization", "Proxy-Authorization", "Referer")) {
      List<String> values = head.values(name);
      Mismatch.unless(values.isEmpty(), "no header " + name + " that nobody gave", values);
    }
  }

  @Rule("T2.14")
  default void t2_14_oneUpgradeRequestInHttp11(Bench bench) {
    String previous = "";
    for (int i = 0; i < 3; i++) {
      RecordingListener listener = bench.listener();
      bench.connect(bench.transport(), bench.server().uri("/path?q=1"), listener);
      PeerConnection peer = bench.server().accept();
      RequestHead head = peer.upgrade();
      String line = "GET /path?q=1 HTTP/1.1";
      Mismatch.unless(head.line().equals(line), line, head.line());
      expectHeader(head, "Upgrade", "websocket");
      expectHeader(head, "Connection", "upgrade");
      expectHeader(head, "Sec-WebSocket-Version", "13");
      expectHeader(head, "Host", "127.0.0.1:" + bench.server().port());
      expectHeader(head, "HTTP2-Settings", "");
      String key = head.value("Sec-WebSocket-Key");
      Mismatch.unless(
          !key.equals(previous) && Base64.getDecoder().decode(key).length == 16,
          "a fresh Sec-WebSocket-Key of 16 bytes",
          key);
      previous = key;
      listener.expectOpen();
    }
    bench.server().expectNoConnection("one connect makes one TCP connection");
  }

  private static void expectHeader(RequestHead head, String name, String value) {
    String came = head.value(name);
    Mismatch.unless(came.equalsIgnoreCase(value), name + ": " + value, came);
  }

  @Rule("T2.14")
  default void t2_14_theHostNamesThePortUnlessItIsTheDefault(Bench bench) {
    TckServer server = bench.newServer(bench.run().tls().localhost());
    RecordingListener listener = bench.listener();
    bench.connect(bench.trusting(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.accept();
    expectHeader(peer.upgrade(), "Host", "localhost:" + server.port());
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_theDefaultPortOfWssMayBeLeftOut(Bench bench) {
    ProxyConfig proxy = ProxyPeer.http(bench);
    RecordingListener listener = bench.listener();
    URI uri = URI.create("wss://" + TlsMaterial.DOTTED_NAME + "/");
    bench.connect(ProxyPeer.transport(bench, proxy), uri, listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("200 OK"));
    String host = peer.secured(bench.run().tls().localhost()).upgrade().value("Host");
    String name = TlsMaterial.DOTTED_NAME;
    Mismatch.unless(host.equals(name) || host.equals(name + ":443"), "Host: " + name, host);
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_noOtherProtocolIsOfferedByAlpn(Bench bench) {
    TckServer server = bench.newServer(bench.run().tls().localhost());
    RecordingListener listener = bench.listener();
    bench.connect(bench.trusting(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.accept();
    List<String> offered = peer.offeredProtocols();
    boolean good = offered.isEmpty() || offered.equals(List.of("http/1.1"));
    Mismatch.unless(good, "no ALPN protocol but http/1.1", offered);
    peer.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.14")
  default void t2_14_anIpv6LiteralIsConnectedTo(Bench bench) {
    TckServer server = bench.serverOnIpv6(null);
    expectIpv6(bench, bench.transport(), server);
    TckServer secure = bench.serverOnIpv6(bench.run().tls().server("::1"));
    expectIpv6(bench, bench.trusting(), secure);
  }

  private static void expectIpv6(Bench bench, Transport transport, TckServer server) {
    RecordingListener listener = bench.listener();
    bench.connect(transport, server.uri("[::1]", "/"), listener);
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
