package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.PROXY;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Rules of category 1. */
sealed interface ProviderRules permits TransportTck {

  @Rule("T1.1")
  default void t1_1_theNameIsAlwaysTheSame(Bench bench) {
    TransportProvider provider = bench.provider();
    String name = provider.name();
    Mismatch.unless(name.matches("[a-z][a-z0-9-]*"), "a name like [a-z][a-z0-9-]*", name);
    List<String> again = List.of(provider.name(), bench.provider().name());
    Mismatch.unless(again.equals(List.of(name, name)), name + " each time", again);
    int version = provider.spiVersion();
    Mismatch.unless(
        version == TransportSpi.VERSION, "SPI version " + TransportSpi.VERSION, version);
  }

  @Rule("T1.2")
  default void t1_2_aProviderStartsNoThread(Bench bench) {
    ThreadCensus before = ThreadCensus.take(bench.run().settings());
    for (int i = 0; i < 20; i++) {
      TransportProvider provider = bench.provider();
      Set<TransportOption> options = provider.options();
      Mismatch.unless(options != null, "a set of options", options);
      provider.priority();
    }
    bench.silence();
    List<String> more = ThreadCensus.take(bench.run().settings()).moreThan(before);
    Mismatch.unless(more.isEmpty(), "no new thread", more);
  }

  @Rule("T1.2")
  default void t1_2_aProviderCanBeListedWithoutItsLibrary(Bench bench) {
    String came = LonelyLoader.list(bench.provider().getClass());
    Mismatch.unless(
        came.isEmpty(), "a provider that is constructed and asked without its library", came);
  }

  @Rule("T1.3")
  default void t1_3_theProxyGetsAConnectForWs(Bench bench) {
    bench.requireOption(TransportOption.PROXY);
    ProxyConfig proxy = ProxyConfig.http("127.0.0.1", bench.server().port());
    Transport transport = bench.newTransport(Configs.through(proxy, bench.run().tls().trusting()));
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/a?b=c");
    bench.connect(transport, uri, listener);
    PeerConnection peer = bench.server().accept();
    String line = peer.readHead().line();
    String wanted = "CONNECT " + TlsMaterial.DOTTED_NAME + ":8080 HTTP/1.1";
    Mismatch.unless(line.equals(wanted), wanted, line);
    peer.write(RequestHead.response("200 Connection established"));
    RequestHead upgrade = peer.upgrade();
    Mismatch.unless(upgrade.target().equals("/a?b=c"), "/a?b=c in the tunnel", upgrade.line());
    listener.expectOpen();
    peer.send(Frame.text("through the tunnel"));
    listener.expect(Signal.text("through the tunnel"));
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatRefusesIsProxy(Bench bench) {
    bench.requireOption(TransportOption.PROXY);
    ProxyConfig proxy = ProxyConfig.http("127.0.0.1", bench.server().port());
    Transport transport = bench.newTransport(Configs.through(proxy, bench.run().tls().trusting()));
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/");
    bench.connect(transport, uri, listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 Forbidden", "Content-Length: 0", "Connection: close"));
    peer.fin();
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_proxyCredentialsGoToTheProxyOnly(Bench bench) {
    bench.requireOption(TransportOption.PROXY_CREDENTIALS);
    ProxyConfig proxy =
        ProxyConfig.http("127.0.0.1", bench.server().port()).withCredentials("tck", "p:w");
    Transport transport = bench.newTransport(Configs.through(proxy, bench.run().tls().trusting()));
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/");
    bench.connect(transport, uri, listener);
    PeerConnection peer = bench.server().accept();
    RequestHead connect = peer.readHead();
    if (connect.values("Proxy-Authorization").isEmpty()) {
      peer.write(
          RequestHead.response(
              "407 Proxy Authentication Required",
              "Proxy-Authenticate: Basic realm=\"tck\"",
              "Content-Length: 0",
              "Connection: close"));
      peer.fin();
      peer = bench.server().accept();
      connect = peer.readHead();
    }
    byte[] pair = "tck:p:w".getBytes(StandardCharsets.UTF_8);
    String wanted = "Basic " + Base64.getEncoder().encodeToString(pair);
    String came = connect.value("Proxy-Authorization");
    Mismatch.unless(came.equals(wanted), "Proxy-Authorization: " + wanted, came);
    peer.write(RequestHead.response("200 OK"));
    List<String> leaked = peer.upgrade().values("Proxy-Authorization");
    Mismatch.unless(leaked.isEmpty(), "no credentials of the proxy in the tunnel", leaked);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyIsGivenTheName(Bench bench) {
    bench.requireOption(TransportOption.SOCKS_PROXY);
    ProxyConfig proxy = ProxyConfig.socks5("127.0.0.1", bench.server().port());
    Transport transport = bench.newTransport(Configs.through(proxy, bench.run().tls().trusting()));
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/");
    bench.connect(transport, uri, listener);
    PeerConnection peer = bench.server().accept();
    byte[] greeting = peer.readExactly(2, "a SOCKS5 greeting"); // RFC 1928 §3
    peer.readExactly(greeting[1], "the methods");
    peer.write(new byte[] {5, 0});
    byte[] request = peer.readExactly(5, "a SOCKS5 request");
    Mismatch.unless(request[1] == 1 && request[3] == 3, "CONNECT to a name", Excerpt.of(request));
    String name = new String(peer.readExactly(request[4], "the name"), StandardCharsets.US_ASCII);
    Mismatch.unless(name.equals(TlsMaterial.DOTTED_NAME), TlsMaterial.DOTTED_NAME, name);
    peer.readExactly(2, "the port");
    peer.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0x1f, (byte) 0x90});
    peer.upgrade();
    listener.expectOpen();
  }

  @Rule("T1.4")
  default void t1_4_closingOneTransportLeavesTheOther(Bench bench) {
    Transport first = bench.newTransport(TransportConfig.defaults());
    Transport second = bench.newTransport(TransportConfig.defaults());
    Link firstLink = bench.open(first);
    Link secondLink = bench.open(second);
    first.close();
    firstLink.signals().end("onFailed after Transport.close");
    secondLink.peer().send(Frame.text("still here"));
    secondLink.signals().expect(Signal.text("still here"));
    secondLink.sendText("so am I");
    secondLink.peer().expect(Frame.text("so am I"));
    RecordingListener later = bench.listener();
    TransportConnection client = bench.connect(second, bench.server().uri("/"), later);
    bench.opened(client, later, bench.server());
  }
}
