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
  default void t8_1_closeEndsConnectionsInEveryState(Bench bench) {
    Transport transport = bench.newTransport(TransportConfig.defaults());
    RecordingListener connecting = bench.listener();
    bench.connect(transport, bench.server().uri("/"), connecting);
    PeerConnection stalled = bench.server().accept();
    stalled.readHead();
    Link open = bench.open(transport);
    Link parked = bench.openWithoutDemand(transport);
    parked.peer().send(Frame.text("unwanted"));
    Link closing = bench.open(transport);
    closing.client().close(CloseStatus.NORMAL);
    closing.peer().readClose("a close frame");
    transport.close();
    transport.close();
    connecting.expectEnd(ABORTED);
    stalled.expectRelease("Transport.close while connecting", bench.deadline().generous());
    for (Link link : List.of(open, parked, closing)) {
      link.signals().expectEnd(ABORTED);
      link.peer().expectRelease("Transport.close", bench.deadline().generous());
    }
  }

  @Rule("T8.1")
  default void t8_1_closeReturnsInAllTests(Bench bench) {
    bench.run().breaches().check("T8.1", "Transport.close to return after every test");
  }

  @Rule("T8.1")
  default void t8_1_connectAfterCloseIsAborted(Bench bench) {
    Transport transport = bench.newTransport(TransportConfig.defaults());
    transport.close();
    RecordingListener listener = bench.listener();
    TransportConnection client =
        transport.connect(ConnectRequest.of(bench.server().uri("/")), listener);
    listener.expectFailed(ABORTED);
    client.abort();
    bench.server().expectNoConnection("the transport was closed");
  }

  @Rule("T8.2")
  default void t8_2_threadsAreDaemonAndGoneAfterClose(Bench bench) {
    TckSettings settings = bench.run().settings();
    useAndClose(bench, settings, ThreadCensus.take(settings)); // what a library starts but once
    bench.silence();
    ThreadCensus before = ThreadCensus.take(settings);
    useAndClose(bench, settings, before);
    bench.eventually(
        "no more threads 5 s after Transport.close than before create: ",
        () -> ThreadCensus.take(settings).moreThan(before).toString(),
        "[]");
  }

  private static void useAndClose(Bench bench, TckSettings settings, ThreadCensus before) {
    Transport transport = bench.newTransport(TransportConfig.defaults());
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Link link = bench.open(transport);
      link.sendText("hello");
      link.peer().expect(Frame.text("hello"));
      links.add(link);
    }
    for (Thread thread : ThreadCensus.take(settings).newSince(before)) {
      Mismatch.unless(
          thread.isDaemon() || !thread.isAlive(), "daemon threads only", thread.getName());
    }
    links.get(0).client().abort();
    transport.close();
    links.forEach(link -> link.signals().expectEnd(ABORTED));
  }

  @Rule("T8.3")
  default void t8_3_connectionsThatEndedLeaveNothing(Bench bench) {
    Cycles cycles = new Cycles(bench);
    cycles.run(25);
    cycles.startCounting();
    cycles.run(bench.run().settings().cycles());
    cycles.expectNothingLeft();
  }

  @Rule("T8.4")
  default void t8_4_twoConnectionsShareNoState(Bench bench) {
    Link one = bench.open();
    Link two = bench.open();
    byte[] first = Frame.text("for number one").bytes();
    byte[] second = Frame.binary(new byte[] {2, 2, 2, 2}).bytes();
    one.peer().send(Frame.text("frag").unfinished(), Frame.ping("read"));
    Frame pong = one.peer().readFrame("a pong, which shows that the fragment was read");
    Mismatch.unless(pong.equals(Frame.pong("read")), "pong \"read\"", pong);
    one.peer().write(Arrays.copyOf(Frame.of(0, Frame.utf8("ment")).bytes(), 3));
    two.peer().write(Arrays.copyOf(second, 4));
    bench.silence();
    two.peer().write(Arrays.copyOfRange(second, 4, second.length));
    two.signals().expect(Signal.binary(new byte[] {2, 2, 2, 2}));
    one.peer().write(Frame.utf8("ent"));
    one.signals().expect(Signal.text("fragment"));
    one.peer().write(first);
    one.signals().expect(Signal.text("for number one"));
  }

  /** One that is busy in whatever way must not stop the others. */
  @Rule("T8.4")
  default void t8_4_aBusyConnectionDoesNotStopAnother(Bench bench) {
    Transport transport = bench.transport();
    Link unread = bench.open(transport, bench.narrowServer());
    long bytes = Math.min(12L << 20, transport.maxBufferedBytes() * 3 / 4);
    FutureTask<Boolean> sender =
        bench.background(
            "sender",
            () -> {
              for (int i = 0; i < bytes >> 20; i++) {
                unread.sendBinary(new byte[1 << 20]);
              }
              return true;
            });
    bench.result(sender, "the sends to return", bench.deadline().generous());
    expectOthersWork(bench, "the peer of one does not read");
    Link unwanted = bench.openWithoutDemand(transport);
    unwanted.peer().send(Frame.text("unwanted"), Frame.binary(new byte[100_000]));
    expectOthersWork(bench, "one has no demand");
    bench.connect(bench.listener());
    bench.server().accept().readHead();
    expectOthersWork(bench, "the upgrade of one stalls");
    URI secure = URI.create("wss://localhost:" + bench.server().port() + "/");
    bench.connect(transport, secure, bench.listener());
    bench.server().acceptRaw();
    expectOthersWork(bench, "the TLS handshake of one stalls");
    bench.connect(transport, bench.fullBacklog().uri("ws"), bench.listener());
    expectOthersWork(bench, "the TCP connect of one stalls");
  }

  private static void expectOthersWork(Bench bench, String although) {
    for (int i = 0; i < 3; i++) {
      Link other = bench.open();
      other.sendText("out, although " + although);
      other.peer().expect(Frame.text("out, although " + although));
      other.peer().send(Frame.text("in, although " + although));
      other.signals().expect(Signal.text("in, although " + although));
      other.client().abort();
      other.signals().expectFailed(ABORTED);
    }
  }

  @Rule("T8.4")
  default void t8_4_theEndOfOneLeavesTheOther(Bench bench) {
    Link survivor = bench.open();
    Link wrong = bench.open();
    wrong.peer().offer(Frame.of(Frame.CONTINUATION, new byte[1]).bytes());
    wrong.signals().expectFailed(PROTOCOL);
    Link reset = bench.open();
    reset.peer().reset();
    reset.signals().end("onFailed after a reset");
    Link aborted = bench.open();
    aborted.client().abort();
    aborted.signals().expectFailed(ABORTED);
    survivor.peer().send(Frame.text("still here"));
    survivor.signals().expect(Signal.text("still here"));
    survivor.sendText("so am I");
    survivor.peer().expect(Frame.text("so am I"));
  }

  @Rule("T8.5")
  default void t8_5_threadNamesHoldNoSecret(Bench bench) {
    String query = "querysecret" + bench.server().port();
    String header = "headersecret" + bench.server().port();
    ConnectRequest request =
        ConnectRequest.of(
            bench.server().uri("/?token=" + query), List.of(new Header("authorization", header)));
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(bench.transport(), request, listener);
    PeerConnection peer = bench.server().accept();
    RequestHead head = peer.readHead();
    expectNoSecret(query, header);
    peer.write(head.switchingProtocols());
    listener.expectOpen();
    client.sendText(ByteBuffer.wrap(Frame.utf8("hello")));
    peer.expect(Frame.text("hello"));
    expectNoSecret(query, header);
  }

  @Rule("T8.5")
  default void t8_5_failuresHoldNoSecret(Bench bench) {
    TckServer server = bench.server();
    TckServer tls = bench.newServer(bench.run().tls().stranger());
    String query = "/path?token=querysecret";
    URI refused = URI.create(bench.refusedPort().uri() + query.substring(1));
    URI unknown = URI.create("ws://no-such-host.tck.invalid" + query);
    URI untrusted = tls.uri("localhost", query);
    expectCleanFailure(bench, refused, () -> {});
    expectCleanFailure(bench, unknown, () -> {});
    expectCleanFailure(bench, untrusted, () -> bench.start("tls", tls::accept));
    for (byte[] answer :
        List.of(
            RequestHead.response("403 no", "Content-Length: 0"),
            RequestHead.response("101 ok", "Upgrade: websocket"),
            RequestHead.latin1("garbage\r\n\r\n"),
            new byte[0])) {
      expectCleanFailure(
          bench,
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
  private static void expectCleanFailure(Bench bench, URI uri, Runnable server) {
    List<Header> headers =
        List.of(
            new Header("authorization", "Bearer headersecret"),
            new Header("x-tenant", "tenantsecret"));
    RecordingListener listener = bench.listener();
    bench.connect(bench.trustingOrDefault(), ConnectRequest.of(uri, headers), listener);
    bench.start(
        "server",
        () -> {
          server.run();
          return true;
        });
    Signal end = listener.next("onFailed", bench.deadline().generous().multipliedBy(4));
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
