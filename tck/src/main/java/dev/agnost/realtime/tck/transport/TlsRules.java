package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.TLS;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import java.net.URI;
import java.util.List;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;

/** Rules about {@code wss}, with certificates of a private CA. */
sealed interface TlsRules permits TransportTck {

  @Rule("T1.3")
  default void t1_3_theGivenTlsContextIsUsed(Bench bench) {
    Link link = open(bench, "localhost", bench.run().tls().localhost());
    link.sendText("secret");
    link.peer().expect(Frame.text("secret"));
    link.peer().send(Frame.text("kept"), Frame.binary(new byte[100_000]), Frame.close(4001, "x"));
    link.signals().expect(Signal.text("kept"));
    link.signals().expect(Signal.binary(new byte[100_000]));
    link.signals().expectClosed(4001, "x");
  }

  @Rule("T1.3")
  default void t1_3_theClientCertificateIsShown(Bench bench) {
    bench.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext own = bench.run().tls().trustingWithCertificate();
    Transport transport = bench.newTransport(Configs.trusting(own));
    SSLContext localhost = bench.run().tls().localhost();
    TckServer server = bench.newServer(localhost);
    RecordingListener listener = bench.listener();
    bench.connect(transport, server.uri("localhost", "/"), listener);
    PeerConnection peer = server.acceptRaw().secured(localhost, true);
    String shown = peer.clientCertificate();
    String wanted = "CN=" + TlsMaterial.CLIENT;
    Mismatch.unless(shown.equals(wanted), "the client's certificate " + wanted, shown);
    peer.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.6")
  default void t2_6_aMissingClientCertificateIsTls(Bench bench) {
    SSLContext localhost = bench.run().tls().localhost();
    TckServer server = bench.newServer(localhost);
    RecordingListener listener = bench.listener();
    bench.connect(bench.trusting(), server.uri("localhost", "/"), listener);
    bench.start(
        "tls",
        () -> {
          while (!listener.ended()) { // T2.23 forbids a second attempt
            try {
              server.acceptRaw().secured(localhost, true);
            } catch (Mismatch refused) {
              // ignored: the alert of a server that wants a certificate
            }
          }
          return true;
        });
    listener.expectFailed(TLS, LOST); // TLS 1.3 tells the client after its handshake
  }

  @Rule("T2.6")
  default void t2_6_everyConnectionIsVerified(Bench bench) {
    Transport transport = bench.trusting();
    SSLContext nameOnly = bench.run().tls().server("localhost");
    TckServer server = bench.newServer(nameOnly);
    for (int round = 0; round < 3; round++) { // also where a TLS session is resumed
      Link good = bench.open(transport, server, "localhost");
      good.sendText("hello");
      good.peer().expect(Frame.text("hello"));
      expectRefused(bench, transport, "127.0.0.1", server);
      SSLContext other = bench.run().tls().server("other.example");
      expectRefused(bench, transport, "localhost", bench.newServer(other));
      SSLContext stranger = bench.run().tls().stranger();
      expectRefused(bench, transport, "localhost", bench.newServer(stranger));
      good.client().abort();
    }
  }

  @Rule("T2.6")
  default void t2_6_anAddressInTheCertificateIsAccepted(Bench bench) {
    Link link = open(bench, "127.0.0.1", bench.run().tls().server("127.0.0.1"));
    link.peer().send(Frame.text("by number"));
    link.signals().expect(Signal.text("by number"));
  }

  private static Link open(Bench bench, String host, SSLContext server) {
    return bench.open(bench.trusting(), bench.newServer(server), host);
  }

  @Rule("T2.6")
  default void t2_6_anUnknownCaIsRefused(Bench bench) {
    expectRefused(bench, bench.trusting(), "localhost", bench.run().tls().stranger());
  }

  @Rule("T2.6")
  default void t2_6_onlyTheGivenTrustCounts(Bench bench) {
    bench.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext stranger = bench.run().tls().trustingStranger();
    Transport transport = bench.newTransport(Configs.trusting(stranger));
    expectRefused(bench, transport, "localhost", bench.run().tls().localhost());
  }

  @Rule("T2.6")
  default void t2_6_thePlatformDoesNotTrustAPrivateCa(Bench bench) {
    Transport transport = bench.newTransport(TransportConfig.defaults());
    expectRefused(bench, transport, "localhost", bench.run().tls().localhost());
  }

  @Rule("T2.6")
  default void t2_6_aCertificateForAnotherHostIsRefused(Bench bench) {
    SSLContext other = bench.run().tls().server("other.example", "10.0.0.1");
    expectRefused(bench, bench.trusting(), "localhost", other);
  }

  @Rule("T2.6")
  default void t2_6_anAddressThatIsNotInTheCertificateIsRefused(Bench bench) {
    SSLContext nameOnly = bench.run().tls().server("localhost");
    expectRefused(bench, bench.trusting(), "127.0.0.1", nameOnly);
  }

  @Rule("T2.6")
  default void t2_6_anExpiredCertificateIsRefused(Bench bench) {
    expectRefused(bench, bench.trusting(), "localhost", bench.run().tls().expired());
  }

  private static void expectRefused(
      Bench bench, Transport transport, String host, SSLContext server) {
    expectRefused(bench, transport, host, bench.newServer(server));
  }

  private static void expectRefused(Bench bench, Transport transport, String host, TckServer at) {
    RecordingListener listener = bench.listener();
    bench.connect(transport, at.uri(host, "/"), listener);
    FutureTask<String> peer = bench.background("tls", () -> requestLine(at));
    listener.expectFailed(TLS);
    String line = bench.result(peer, "the server's handshake", bench.deadline().generous());
    Mismatch.unless(line.isEmpty(), "no request to a server that is not trusted", line);
  }

  /** The request that came in spite of all, or nothing. */
  private static String requestLine(TckServer at) {
    try {
      return at.accept().readHead().line();
    } catch (RuntimeException | Mismatch refused) {
      return "";
    }
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTlsStalls(Bench bench) {
    TckServer server = bench.newServer(bench.run().tls().localhost());
    RecordingListener listener = bench.listener();
    TransportConnection client =
        bench.connect(bench.transport(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.acceptRaw();
    peer.readExactly(5, "the start of a TLS handshake");
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while TLS stalled", bench.deadline().generous());
  }

  @Rule("T2.16")
  default void t2_16_theNameOfTheHostIsSent(Bench bench) {
    // JSSE sends no name without a dot, and loopback has none with one: so through a proxy.
    bench.requireOption(TransportOption.PROXY);
    bench.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext trust = bench.run().tls().trusting();
    TckServer server = bench.newServer(bench.run().tls().localhost());
    ProxyConfig proxy = ProxyConfig.http("127.0.0.1", server.port());
    Transport transport = bench.newTransport(Configs.through(proxy, trust));
    RecordingListener listener = bench.listener();
    URI uri = URI.create("wss://" + TlsMaterial.DOTTED_NAME + "/");
    bench.connect(transport, uri, listener);
    PeerConnection peer = server.acceptRaw();
    String line = peer.readHead().line();
    String wanted = "CONNECT " + TlsMaterial.DOTTED_NAME + ":443 HTTP/1.1";
    Mismatch.unless(line.equals(wanted), wanted, line);
    peer.write(RequestHead.response("200 Connection established"));
    PeerConnection secure = peer.secured(bench.run().tls().localhost());
    List<String> names = secure.serverNames();
    List<String> one = List.of(TlsMaterial.DOTTED_NAME);
    Mismatch.unless(names.equals(one), "the SNI " + TlsMaterial.DOTTED_NAME, names);
    secure.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.17")
  default void t2_17_tlsBelow12IsRefused(Bench bench) {
    for (int version : new int[] {0x0300, 0x0301, 0x0302}) {
      TckServer server = bench.server();
      RecordingListener listener = bench.listener();
      URI uri = URI.create("wss://localhost:" + server.port() + "/");
      bench.connect(bench.transport(), uri, listener);
      PeerConnection peer = server.accept();
      byte[] header = peer.readExactly(5, "a TLS record");
      byte[] hello =
          peer.readExactly((header[3] & 0xff) * 256 + (header[4] & 0xff), "a ClientHello");
      peer.offer(OldTls.serverHello(version, hello));
      listener.expectFailed(TLS);
    }
  }

  @Rule("T2.18")
  default void t2_18_aPlaintextAnswerIsATlsFailure(Bench bench) {
    TckServer server = bench.server();
    RecordingListener listener = bench.listener();
    URI uri = URI.create("wss://localhost:" + server.port() + "/secret?token=abc");
    bench.connect(bench.transport(), uri, listener);
    PeerConnection peer = server.accept();
    byte[] first = peer.readExactly(3, "a TLS record");
    Mismatch.unless(
        first[0] == 0x16 && first[1] == 3, "a TLS handshake record first", Excerpt.of(first));
    peer.offer(RequestHead.response("400 Bad Request", "Content-Length: 0", "Connection: close"));
    listener.expectFailed(TLS);
  }

  @Rule("T6.5")
  default void t6_5_aTruncatedTlsConnectionIsLost(Bench bench) {
    Link link = open(bench, "localhost", bench.run().tls().localhost());
    link.peer().send(Frame.text("last"));
    link.signals().expect(Signal.text("last"));
    link.peer().fin();
    link.signals().expectFailed(LOST);
    link.peer().expectRelease("the peer has truncated TLS", bench.deadline().generous());
  }

  @Rule("T6.5")
  default void t6_5_aCloseNotifyWithoutACloseFrameIsLost(Bench bench) {
    Transport transport = bench.trusting();
    TckServer server = bench.newServer(bench.run().tls().localhost());
    Link idle = bench.open(transport, server, "localhost");
    idle.peer().send(Frame.text("last"));
    idle.signals().expect(Signal.text("last"));
    idle.peer().closeNotify();
    idle.signals().expectFailed(LOST);
    idle.peer().expectRelease("the peer has ended TLS", bench.deadline().generous());
    Link within = bench.open(transport, server, "localhost");
    within.peer().send(Frame.text("first part").unfinished());
    within.peer().closeNotify();
    within.signals().expectFailed(LOST);
    Link closing = bench.open(transport, server, "localhost");
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    closing.peer().closeNotify();
    closing.signals().expectFailed(LOST);
  }

  @Rule("T6.5")
  default void t6_5_aResetTlsConnectionIsLost(Bench bench) {
    Link link = open(bench, "localhost", bench.run().tls().localhost());
    link.peer().reset();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.7")
  default void t6_7_abortOfAnOpenTlsConnection(Bench bench) {
    Link link = open(bench, "localhost", bench.run().tls().localhost());
    for (int i = 0; i < 8; i++) {
      link.sendBinary(new byte[1 << 20]); // more than the peer, which does not read, can take
    }
    link.client().abort();
    link.signals().expectFailed(ABORTED);
    link.peer().expectRelease("aborted", bench.deadline().generous());
  }
}
