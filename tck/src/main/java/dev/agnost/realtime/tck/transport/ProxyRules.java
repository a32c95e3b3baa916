package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.PROXY;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules about proxies: the kit's server plays the proxy and, behind the tunnel, the server. */
sealed interface ProxyRules permits TransportTck {

  /** Of a host that only the proxy can look up. */
  URI BEHIND = URI.create("ws://" + TlsMaterial.DOTTED_NAME + ":8080/a?b=c");

  String PROXY_USER = "tck";
  String PROXY_PASSWORD = "p:w-of-the-proxy";

  @Rule("T1.3")
  default void t1_3_theProxyGetsAConnectForWs(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, http(bench), listener);
    PeerConnection peer = bench.server().accept();
    String line = peer.readHead().line();
    String wanted = "CONNECT " + TlsMaterial.DOTTED_NAME + ":8080 HTTP/1.1";
    Mismatch.unless(line.equals(wanted), wanted, line);
    peer.write(RequestHead.response("200 Connection established"));
    expectUpgrade(peer);
    listener.expectOpen();
    peer.send(Frame.text("through the tunnel"));
    listener.expect(Signal.text("through the tunnel"));
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatRefusesIsProxy(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, http(bench), listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 Forbidden", "Content-Length: 0", "Connection: close"));
    peer.fin();
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_theEndOfAProxyIsProxy(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, http(bench), listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.fin();
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_aProxyThatDoesNotListenIsProxy(Bench bench) {
    bench.requireOption(TransportOption.PROXY);
    RecordingListener listener = bench.listener();
    connect(bench, ProxyConfig.http("127.0.0.1", bench.refusedPort().port()), listener);
    listener.expectFailed(PROXY);
  }

  @Rule("T1.3")
  default void t1_3_proxyCredentialsGoToTheProxyOnly(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, withCredentials(bench, http(bench)), listener);
    PeerConnection peer = acceptWithCredentials(bench);
    peer.write(RequestHead.response("200 OK"));
    List<String> leaked = peer.upgrade().values("Proxy-Authorization");
    Mismatch.unless(leaked.isEmpty(), "no credentials of the proxy in the tunnel", leaked);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_refusedCredentialsAreProxyAndNotRepeated(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, withCredentials(bench, http(bench)), listener);
    PeerConnection peer = acceptWithCredentials(bench);
    askForCredentials(peer);
    TransportException failure = listener.expectFailed(PROXY);
    for (@Nullable Throwable thrown = failure; thrown != null; thrown = thrown.getCause()) {
      String text = thrown.toString();
      Mismatch.unless(!text.contains(PROXY_PASSWORD), "a failure without the password", text);
      Mismatch.unless(!text.contains("b=c"), "a failure without the query", text);
    }
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyIsGivenTheName(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, socks(bench), listener);
    PeerConnection peer = bench.server().accept();
    readMethods(peer);
    peer.write(new byte[] {5, 0});
    acceptSocksConnect(peer);
    expectUpgrade(peer);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyIsGivenTheCredentials(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, withCredentials(bench, socks(bench)), listener);
    PeerConnection peer = bench.server().accept();
    String methods = new String(readMethods(peer), StandardCharsets.ISO_8859_1);
    Mismatch.unless(methods.contains("\2"), "the method user name and password", methods.length());
    peer.write(new byte[] {5, 2});
    byte[] version = peer.readExactly(1, "credentials"); // RFC 1929 §2
    Mismatch.unless(version[0] == 1, "version 1 of the credentials", version[0]);
    String user = readString(peer, "the user");
    String password = readString(peer, "the password");
    Mismatch.unless(
        user.equals(PROXY_USER) && password.equals(PROXY_PASSWORD),
        "the credentials as configured",
        user + " and " + password.length() + " characters");
    peer.write(new byte[] {1, 0});
    acceptSocksConnect(peer);
    expectUpgrade(peer);
    listener.expectOpen();
  }

  @Rule("T1.3")
  default void t1_3_aSocksProxyThatRefusesIsProxy(Bench bench) {
    RecordingListener listener = bench.listener();
    connect(bench, socks(bench), listener);
    PeerConnection peer = bench.server().accept();
    readMethods(peer);
    peer.write(new byte[] {5, (byte) 0xff}); // none of the methods
    listener.expectFailed(PROXY);
    peer.expectRelease("refused by the proxy", bench.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTheProxyIsSilent(Bench bench) {
    RecordingListener listener = bench.listener();
    TransportConnection client = connect(bench, http(bench), listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while the proxy was silent", bench.deadline().generous());
  }

  private static TransportConnection connect(
      Bench bench, ProxyConfig proxy, RecordingListener listener) {
    return bench.connect(
        bench.newTransport(Configs.through(proxy, bench.run().tls().trusting())), BEHIND, listener);
  }

  private static ProxyConfig http(Bench bench) {
    bench.requireOption(TransportOption.PROXY);
    return ProxyConfig.http("127.0.0.1", bench.server().port());
  }

  private static ProxyConfig socks(Bench bench) {
    bench.requireOption(TransportOption.SOCKS_PROXY);
    return ProxyConfig.socks5("127.0.0.1", bench.server().port());
  }

  private static ProxyConfig withCredentials(Bench bench, ProxyConfig proxy) {
    bench.requireOption(TransportOption.PROXY_CREDENTIALS);
    return proxy.withCredentials(PROXY_USER, PROXY_PASSWORD);
  }

  /** Reads the CONNECT with the right credentials, which may come at once or after a 407. */
  private static PeerConnection acceptWithCredentials(Bench bench) {
    PeerConnection peer = bench.server().accept();
    RequestHead connect = peer.readHead();
    if (connect.values("Proxy-Authorization").isEmpty()) {
      askForCredentials(peer);
      peer = bench.server().accept();
      connect = peer.readHead();
    }
    byte[] pair = (PROXY_USER + ":" + PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8);
    String wanted = "Basic " + Base64.getEncoder().encodeToString(pair);
    String came = connect.value("Proxy-Authorization");
    Mismatch.unless(came.equals(wanted), "Proxy-Authorization: " + wanted, came);
    return peer;
  }

  private static void askForCredentials(PeerConnection peer) {
    peer.write(
        RequestHead.response(
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"tck\"",
            "Content-Length: 0",
            "Connection: close"));
    peer.fin();
  }

  private static void expectUpgrade(PeerConnection peer) {
    RequestHead upgrade = peer.upgrade();
    Mismatch.unless(upgrade.target().equals("/a?b=c"), "/a?b=c in the tunnel", upgrade.line());
  }

  private static byte[] readMethods(PeerConnection peer) {
    byte[] greeting = peer.readExactly(2, "a SOCKS5 greeting"); // RFC 1928 §3
    return peer.readExactly(greeting[1], "the methods");
  }

  private static void acceptSocksConnect(PeerConnection peer) {
    byte[] request = peer.readExactly(4, "a SOCKS5 request");
    Mismatch.unless(request[1] == 1 && request[3] == 3, "CONNECT to a name", Excerpt.of(request));
    String name = readString(peer, "the name");
    Mismatch.unless(name.equals(TlsMaterial.DOTTED_NAME), TlsMaterial.DOTTED_NAME, name);
    byte[] port = peer.readExactly(2, "the port");
    Mismatch.unless(port[0] == 0x1f && port[1] == (byte) 0x90, "the port 8080", Excerpt.of(port));
    peer.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0x1f, (byte) 0x90});
  }

  private static String readString(PeerConnection peer, String what) {
    byte[] length = peer.readExactly(1, "the length of " + what);
    return new String(peer.readExactly(length[0], what), StandardCharsets.US_ASCII);
  }
}
