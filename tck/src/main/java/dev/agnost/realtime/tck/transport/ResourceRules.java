package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Rules of category 8. */
sealed interface ResourceRules permits TransportTck {

  @Rule("T8.1")
  default void t8_1_closeEndsConnectionsInEveryState(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    RecordingListener connecting = fixture.listener();
    fixture.connect(transport, fixture.server().uri("/"), connecting);
    PeerConnection stalled = fixture.server().accept();
    stalled.readHead();
    ConnectionPair open = fixture.open(transport);
    ConnectionPair parked = fixture.openWithoutDemand(transport);
    parked.peer().send(Frame.text("unwanted"));
    ConnectionPair closing = fixture.open(transport);
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    transport.close();
    transport.close();
    connecting.expectEnd(ABORTED);
    stalled.expectRelease("Transport.close while connecting", fixture.deadline().generous());
    for (ConnectionPair link : List.of(open, parked, closing)) {
      link.signals().expectEnd(ABORTED);
      link.peer().expectRelease("Transport.close", fixture.deadline().generous());
    }
  }

  @Rule("T8.1")
  default void t8_1_closeReturnsInAllTests(TransportFixture fixture) {
    fixture.run().breaches().check("T8.1", "Transport.close to return after every test");
  }

  @Rule("T8.1")
  default void t8_1_connectAfterCloseIsAborted(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    transport.close();
    RecordingListener listener = fixture.listener();
    TransportConnection client =
        transport.connect(ConnectRequest.of(fixture.server().uri("/")), listener);
    listener.expectFailed(ABORTED);
    client.abort();
    fixture.server().expectNoConnection("the transport was closed");
  }

  @Rule("T8.2")
  default void t8_2_threadsAreDaemonAndGoneAfterClose(TransportFixture fixture) {
    TckSettings settings = fixture.run().settings();
    useAndClose(fixture, settings, ThreadSnapshot.take(settings)); // what a library starts but once
    fixture.silence();
    ThreadSnapshot before = ThreadSnapshot.take(settings);
    useAndClose(fixture, settings, before);
    fixture.eventually(
        "no more threads 5 s after Transport.close than before create: ",
        () -> ThreadSnapshot.take(settings).moreThan(before).toString(),
        "[]");
  }

  private static void useAndClose(
      TransportFixture fixture, TckSettings settings, ThreadSnapshot before) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    List<ConnectionPair> links = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ConnectionPair link = fixture.open(transport);
      link.sendText("hello");
      link.peer().expect(Frame.text("hello"));
      links.add(link);
    }
    for (Thread thread : ThreadSnapshot.take(settings).newSince(before)) {
      Mismatch.unless(
          thread.isDaemon() || !thread.isAlive(), "daemon threads only", thread.getName());
    }
    links.get(0).client().abort();
    transport.close();
    links.forEach(link -> link.signals().expectEnd(ABORTED));
  }

  @Rule("T8.3")
  default void t8_3_connectionsThatEndedLeaveNothing(TransportFixture fixture) {
    ConnectionChurn cycles = new ConnectionChurn(fixture);
    cycles.run(18); // each way twice
    cycles.startCounting();
    cycles.run(fixture.run().settings().cycles());
    cycles.expectNothingLeft();
  }

  @Rule("T8.4")
  default void t8_4_twoConnectionsShareNoState(TransportFixture fixture) {
    ConnectionPair one = fixture.open();
    ConnectionPair two = fixture.open();
    byte[] first = Frame.text("for number one").bytes();
    byte[] second = Frame.binary(new byte[] {2, 2, 2, 2}).bytes();
    one.peer().send(Frame.text("frag").unfinished(), Frame.ping("read"));
    Frame pong = one.peer().readFrame("a pong, which shows that the fragment was read");
    Mismatch.unless(pong.equals(Frame.pong("read")), "pong \"read\"", pong);
    one.peer().write(Arrays.copyOf(Frame.of(0, Frame.utf8("ment")).bytes(), 3));
    two.peer().write(Arrays.copyOf(second, 4));
    fixture.silence();
    two.peer().write(Arrays.copyOfRange(second, 4, second.length));
    two.signals().expect(Signal.binary(new byte[] {2, 2, 2, 2}));
    one.peer().write(Frame.utf8("ent"));
    one.signals().expect(Signal.text("fragment"));
    one.peer().write(first);
    one.signals().expect(Signal.text("for number one"));
  }

  /** One that is busy in whatever way must not stop the others. */
  @Rule("T8.4")
  default void t8_4_aBusyConnectionDoesNotStopAnother(TransportFixture fixture) {
    Transport transport = fixture.transport();
    ConnectionPair unread = fixture.open(transport, fixture.narrowServer());
    long bytes = Math.min(12L << 20, transport.maxBufferedBytes() * 3 / 4);
    FutureTask<Boolean> sender =
        fixture.background(
            "sender",
            () -> {
              for (int i = 0; i < bytes >> 20; i++) {
                unread.sendBinary(new byte[1 << 20]);
              }
              return true;
            });
    fixture.result(sender, "the sends to return", fixture.deadline().generous());
    expectOthersWork(fixture, "the peer of one does not read");
    ConnectionPair unwanted = fixture.openWithoutDemand(transport);
    unwanted.peer().send(Frame.text("unwanted"), Frame.binary(new byte[100_000]));
    expectOthersWork(fixture, "one has no demand");
    fixture.connect(fixture.listener());
    fixture.server().accept().readHead();
    expectOthersWork(fixture, "the upgrade of one stalls");
    URI secure = URI.create("wss://localhost:" + fixture.server().port() + "/");
    fixture.connect(transport, secure, fixture.listener());
    fixture.server().acceptRaw();
    expectOthersWork(fixture, "the TLS handshake of one stalls");
    fixture.connect(transport, fixture.fullBacklog().uri("ws"), fixture.listener());
    expectOthersWork(fixture, "the TCP connect of one stalls");
  }

  private static void expectOthersWork(TransportFixture fixture, String although) {
    for (int i = 0; i < 3; i++) {
      ConnectionPair other = fixture.open();
      other.sendText("out, although " + although);
      other.peer().expect(Frame.text("out, although " + although));
      other.peer().send(Frame.text("in, although " + although));
      other.signals().expect(Signal.text("in, although " + although));
      other.client().abort();
      other.signals().expectFailed(ABORTED);
    }
  }

  @Rule("T8.4")
  default void t8_4_theEndOfOneLeavesTheOther(TransportFixture fixture) {
    ConnectionPair survivor = fixture.open();
    ConnectionPair wrong = fixture.open();
    wrong.peer().offer(Frame.of(Frame.CONTINUATION, new byte[1]).bytes());
    wrong.signals().expectFailed(PROTOCOL);
    ConnectionPair reset = fixture.open();
    reset.peer().reset();
    reset.signals().end("onFailed after a reset");
    ConnectionPair aborted = fixture.open();
    aborted.client().abort();
    aborted.signals().expectFailed(ABORTED);
    survivor.peer().send(Frame.text("still here"));
    survivor.signals().expect(Signal.text("still here"));
    survivor.sendText("so am I");
    survivor.peer().expect(Frame.text("so am I"));
  }

  @Rule("T8.5")
  default void t8_5_threadNamesHoldNoSecret(TransportFixture fixture) {
    String query = "querysecret" + fixture.server().port();
    String header = "headersecret" + fixture.server().port();
    ConnectRequest request =
        ConnectRequest.of(
            fixture.server().uri("/?token=" + query), List.of(new Header("authorization", header)));
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(fixture.transport(), request, listener);
    PeerConnection peer = fixture.server().accept();
    RequestHead head = peer.readHead();
    expectNoSecret(query, header);
    peer.write(head.switchingProtocols());
    listener.expectOpen();
    client.sendText(ByteBuffer.wrap(Frame.utf8("hello")));
    peer.expect(Frame.text("hello"));
    expectNoSecret(query, header);
  }

  @Rule("T8.5")
  default void t8_5_failuresHoldNoSecret(TransportFixture fixture) {
    TckServer server = fixture.server();
    TckServer tls = fixture.newServer(fixture.run().tls().stranger());
    String query = "/path?token=querysecret";
    URI refused = URI.create(fixture.refusedPort().uri() + query.substring(1));
    URI unknown = URI.create("ws://no-such-host.tck.invalid" + query);
    URI untrusted = tls.uri("localhost", query);
    expectCleanFailure(fixture, refused, () -> {});
    expectCleanFailure(fixture, unknown, () -> {});
    expectCleanFailure(fixture, untrusted, () -> fixture.start("tls", tls::accept));
    for (byte[] answer :
        List.of(
            RequestHead.response("403 no", "Content-Length: 0"),
            RequestHead.response("101 ok", "Upgrade: websocket"),
            RequestHead.latin1("garbage\r\n\r\n"),
            new byte[0])) {
      expectCleanFailure(
          fixture,
          server.uri(query),
          () -> {
            for (int attempt = 0; attempt < 3; attempt++) { // T2.23 forbids a second
              PeerConnection peer = server.accept();
              peer.readHead();
              peer.offer(answer);
              peer.fin();
            }
          });
    }
  }

  /** The server's part may fail: it is over when the failure was signalled. */
  private static void expectCleanFailure(TransportFixture fixture, URI uri, Runnable server) {
    List<Header> headers =
        List.of(
            new Header("authorization", "Bearer headersecret"),
            new Header("x-tenant", "tenantsecret"));
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.trustingOrDefault(), ConnectRequest.of(uri, headers), listener);
    fixture.start(
        "server",
        () -> {
          server.run();
          return true;
        });
    Signal end = listener.next("onFailed", fixture.deadline().generous().multipliedBy(4));
    if (end instanceof Signal.Failed failed) {
      expectNoSecret(failed.cause());
    }
    Mismatch.unless(end instanceof Signal.Failed, "onFailed", end);
  }

  private static void expectNoSecret(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      String text = t + " " + List.of(t.getSuppressed());
      Mismatch.unless(!text.contains("secret"), "failures without query and header values", text);
    }
  }

  private static void expectNoSecret(String query, String header) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      Mismatch.unless(
          !name.contains(query) && !name.contains(header), "thread names without secrets", name);
    }
  }
}
