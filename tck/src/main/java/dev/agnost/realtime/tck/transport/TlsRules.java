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
  default void t1_3_theGivenTlsContextIsUsed(TransportFixture fixture) {
    ConnectionPair link = open(fixture, "localhost", fixture.run().tls().localhost());
    link.sendText("secret");
    link.peer().expect(Frame.text("secret"));
    link.peer().send(Frame.text("kept"), Frame.binary(new byte[100_000]), Frame.close(4001, "x"));
    link.signals().expect(Signal.text("kept"));
    link.signals().expect(Signal.binary(new byte[100_000]));
    link.signals().expectClosed(4001, "x");
  }

  @Rule("T1.3")
  default void t1_3_theClientCertificateIsShown(TransportFixture fixture) {
    fixture.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext own = fixture.run().tls().trustingWithCertificate();
    Transport transport = fixture.newTransport(Configs.trusting(own));
    SSLContext localhost = fixture.run().tls().localhost();
    TckServer server = fixture.newServer(localhost);
    RecordingListener listener = fixture.listener();
    fixture.connect(transport, server.uri("localhost", "/"), listener);
    PeerConnection peer = server.acceptRaw().secured(localhost, true);
    String shown = peer.clientCertificate();
    String wanted = "CN=" + TlsMaterial.CLIENT;
    Mismatch.unless(shown.equals(wanted), "the client's certificate " + wanted, shown);
    peer.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.6")
  default void t2_6_aMissingClientCertificateIsTls(TransportFixture fixture) {
    SSLContext localhost = fixture.run().tls().localhost();
    TckServer server = fixture.newServer(localhost);
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.trusting(), server.uri("localhost", "/"), listener);
    fixture.start(
        "tls",
        () -> {
          while (!listener.ended()) { // T2.23 forbids a second attempt
            try {
              server.acceptRaw().secured(localhost, true);
            } catch (Mismatch refused) {
              // ignored: the alert of a server that requires a certificate
            }
          }
          return true;
        });
    listener.expectFailed(TLS, LOST); // TLS 1.3 tells the client after its handshake
  }

  @Rule("T2.6")
  default void t2_6_everyConnectionIsVerified(TransportFixture fixture) {
    Transport transport = fixture.trusting();
    SSLContext nameOnly = fixture.run().tls().server("localhost");
    TckServer server = fixture.newServer(nameOnly);
    for (int round = 0; round < 3; round++) { // also where a TLS session is resumed
      ConnectionPair good = fixture.open(transport, server, "localhost");
      good.sendText("hello");
      good.peer().expect(Frame.text("hello"));
      expectRefused(fixture, transport, "127.0.0.1", server);
      SSLContext other = fixture.run().tls().server("other.example");
      expectRefused(fixture, transport, "localhost", fixture.newServer(other));
      SSLContext stranger = fixture.run().tls().stranger();
      expectRefused(fixture, transport, "localhost", fixture.newServer(stranger));
      good.client().abort();
    }
  }

  @Rule("T2.6")
  default void t2_6_anAddressInTheCertificateIsAccepted(TransportFixture fixture) {
    ConnectionPair link = open(fixture, "127.0.0.1", fixture.run().tls().server("127.0.0.1"));
    link.peer().send(Frame.text("by number"));
    link.signals().expect(Signal.text("by number"));
  }

  private static ConnectionPair open(TransportFixture fixture, String host, SSLContext server) {
    return fixture.open(fixture.trusting(), fixture.newServer(server), host);
  }

  @Rule("T2.6")
  default void t2_6_anUnknownCaIsRefused(TransportFixture fixture) {
    expectRefused(fixture, fixture.trusting(), "localhost", fixture.run().tls().stranger());
  }

  @Rule("T2.6")
  default void t2_6_onlyTheGivenTrustCounts(TransportFixture fixture) {
    fixture.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext stranger = fixture.run().tls().trustingStranger();
    Transport transport = fixture.newTransport(Configs.trusting(stranger));
    expectRefused(fixture, transport, "localhost", fixture.run().tls().localhost());
  }

  @Rule("T2.6")
  default void t2_6_thePlatformDoesNotTrustAPrivateCa(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    expectRefused(fixture, transport, "localhost", fixture.run().tls().localhost());
  }

  @Rule("T2.6")
  default void t2_6_aCertificateForAnotherHostIsRefused(TransportFixture fixture) {
    SSLContext other = fixture.run().tls().server("other.example", "10.0.0.1");
    expectRefused(fixture, fixture.trusting(), "localhost", other);
  }

  @Rule("T2.6")
  default void t2_6_anAddressThatIsNotInTheCertificateIsRefused(TransportFixture fixture) {
    SSLContext nameOnly = fixture.run().tls().server("localhost");
    expectRefused(fixture, fixture.trusting(), "127.0.0.1", nameOnly);
  }

  @Rule("T2.6")
  default void t2_6_anExpiredCertificateIsRefused(TransportFixture fixture) {
    expectRefused(fixture, fixture.trusting(), "localhost", fixture.run().tls().expired());
  }

  private static void expectRefused(
      TransportFixture fixture, Transport transport, String host, SSLContext server) {
    expectRefused(fixture, transport, host, fixture.newServer(server));
  }

  private static void expectRefused(
      TransportFixture fixture, Transport transport, String host, TckServer at) {
    RecordingListener listener = fixture.listener();
    fixture.connect(transport, at.uri(host, "/"), listener);
    FutureTask<String> peer = fixture.background("tls", () -> requestLine(at));
    listener.expectFailed(TLS);
    String line = fixture.result(peer, "the server's handshake", fixture.deadline().generous());
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
  default void t2_7_abortWhileTlsStalls(TransportFixture fixture) {
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    RecordingListener listener = fixture.listener();
    TransportConnection client =
        fixture.connect(fixture.transport(), server.uri("localhost", "/"), listener);
    PeerConnection peer = server.acceptRaw();
    peer.readExactly(5, "the start of a TLS handshake");
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while TLS stalled", fixture.deadline().generous());
  }

  @Rule("T2.16")
  default void t2_16_theNameOfTheHostIsSent(TransportFixture fixture) {
    // JSSE sends no name without a dot, and loopback has none with one: so through a proxy.
    fixture.requireOption(TransportOption.PROXY);
    fixture.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext trust = fixture.run().tls().trusting();
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    ProxyConfig proxy = ProxyConfig.http("127.0.0.1", server.port());
    Transport transport = fixture.newTransport(Configs.through(proxy, trust));
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("wss://" + TlsMaterial.DOTTED_NAME + "/");
    fixture.connect(transport, uri, listener);
    PeerConnection peer = server.acceptRaw();
    String line = peer.readHead().line();
    String wanted = "CONNECT " + TlsMaterial.DOTTED_NAME + ":443 HTTP/1.1";
    Mismatch.unless(line.equals(wanted), wanted, line);
    peer.write(RequestHead.response("200 Connection established"));
    PeerConnection secure = peer.secured(fixture.run().tls().localhost());
    List<String> names = secure.serverNames();
    List<String> one = List.of(TlsMaterial.DOTTED_NAME);
    Mismatch.unless(names.equals(one), "the SNI " + TlsMaterial.DOTTED_NAME, names);
    secure.upgrade();
    listener.expectOpen();
  }

  @Rule("T2.17")
  default void t2_17_tlsBelow12IsRefused(TransportFixture fixture) {
    for (int version : new int[] {0x0300, 0x0301, 0x0302}) {
      TckServer server = fixture.server();
      RecordingListener listener = fixture.listener();
      URI uri = URI.create("wss://localhost:" + server.port() + "/");
      fixture.connect(fixture.transport(), uri, listener);
      PeerConnection peer = server.accept();
      byte[] header = peer.readExactly(5, "a TLS record");
      byte[] hello =
          peer.readExactly((header[3] & 0xff) * 256 + (header[4] & 0xff), "a ClientHello");
      peer.offer(OldTls.serverHello(version, hello));
      listener.expectFailed(TLS);
    }
  }

  @Rule("T2.17")
  default void t2_17_tls12And13AreAccepted(TransportFixture fixture) {
    SSLContext localhost = fixture.run().tls().localhost();
    Transport transport = fixture.trusting();
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      TckServer server = fixture.newServer(localhost);
      RecordingListener listener = fixture.listener();
      fixture.connect(transport, server.uri("localhost", "/"), listener);
      server.acceptRaw().secured(localhost, false, version).upgrade();
      listener.expectOpen();
    }
  }

  @Rule("T2.18")
  default void t2_18_aPlaintextAnswerIsATlsFailure(TransportFixture fixture) {
    TckServer server = fixture.server();
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("wss://localhost:" + server.port() + "/secret?token=abc");
    fixture.connect(fixture.transport(), uri, listener);
    PeerConnection peer = server.accept();
    byte[] first = peer.readExactly(3, "a TLS record");
    Mismatch.unless(
        first[0] == 0x16 && first[1] == 3, "a TLS handshake record first", Excerpt.of(first));
    peer.offer(RequestHead.response("400 Bad Request", "Content-Length: 0", "Connection: close"));
    listener.expectFailed(TLS);
  }

  @Rule("T6.5")
  default void t6_5_aTruncatedTlsConnectionIsLost(TransportFixture fixture) {
    ConnectionPair link = open(fixture, "localhost", fixture.run().tls().localhost());
    link.peer().send(Frame.text("last"));
    link.signals().expect(Signal.text("last"));
    link.peer().fin();
    link.signals().expectFailed(LOST);
    link.peer().expectRelease("the peer has truncated TLS", fixture.deadline().generous());
  }

  @Rule("T6.5")
  default void t6_5_aCloseNotifyWithoutACloseFrameIsLost(TransportFixture fixture) {
    Transport transport = fixture.trusting();
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    ConnectionPair idle = fixture.open(transport, server, "localhost");
    idle.peer().send(Frame.text("last"));
    idle.signals().expect(Signal.text("last"));
    idle.peer().closeNotify();
    idle.signals().expectFailed(LOST);
    idle.peer().expectRelease("the peer has ended TLS", fixture.deadline().generous());
    ConnectionPair within = fixture.open(transport, server, "localhost");
    within.peer().send(Frame.text("first part").unfinished());
    within.peer().closeNotify();
    within.signals().expectFailed(LOST);
    ConnectionPair closing = fixture.open(transport, server, "localhost");
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    closing.peer().closeNotify();
    closing.signals().expectFailed(LOST);
  }

  @Rule("T6.5")
  default void t6_5_aResetTlsConnectionIsLost(TransportFixture fixture) {
    ConnectionPair link = open(fixture, "localhost", fixture.run().tls().localhost());
    link.peer().reset();
    link.signals().expectFailed(LOST);
  }

  @Rule("T6.7")
  default void t6_7_abortOfAnOpenTlsConnection(TransportFixture fixture) {
    ConnectionPair link = open(fixture, "localhost", fixture.run().tls().localhost());
    for (int i = 0; i < 8; i++) {
      link.sendBinary(new byte[1 << 20]); // more than the peer, which does not read, can take
    }
    link.client().abort();
    link.signals().expectFailed(ABORTED);
    link.peer().expectRelease("aborted", fixture.deadline().generous());
  }
}
