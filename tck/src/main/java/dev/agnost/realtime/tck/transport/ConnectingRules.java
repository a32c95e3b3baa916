package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.UNREACHABLE;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Rules of category 2 but those about the upgrade and TLS. */
sealed interface ConnectingRules permits TransportTck {

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTheServerIsSilent(Bench bench) {
    Transport transport = bench.transport();
    RecordingListener listener = bench.listener();
    bench.within(
        bench.deadline().prompt(),
        "connect to return although the server says nothing",
        () -> bench.connect(transport, bench.server().uri("/"), listener));
    bench.server().accept().readHead();
  }

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTcpIsNotAnswered(Bench bench) {
    FullBacklog peer = bench.fullBacklog();
    for (String scheme : List.of("ws", "wss")) {
      Transport transport = bench.transport();
      RecordingListener listener = bench.listener();
      bench.within(
          bench.deadline().prompt(),
          "connect to return although TCP is not answered (" + scheme + ")",
          () -> bench.connect(transport, peer.uri(scheme), listener));
    }
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTcpIsNotAnswered(Bench bench) {
    FullBacklog peer = bench.fullBacklog();
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(bench.transport(), peer.uri("ws"), listener);
    listener.expectSilence("TCP is not answered");
    client.abort();
    listener.expectFailed(ABORTED);
  }

  @Rule(value = "T2.22", strength = Strength.CAPABILITY)
  default void t2_22_abortGivesUpTheTcpConnection(Bench bench) {
    if (!FullBacklog.attemptsAreVisible()) {
      throw new NoVerdict(Outcome.NOT_APPLICABLE, "this system does not list TCP connections");
    }
    FullBacklog peer = bench.fullBacklog();
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(bench.transport(), peer.uri("ws"), listener);
    bench.eventually("a TCP connection in SYN_SENT", () -> peer.attempts() > 0);
    client.abort();
    listener.expectFailed(ABORTED);
    bench.eventually("no TCP connection in SYN_SENT after abort", () -> peer.attempts() == 0);
  }

  @Rule("T2.1")
  default void t2_1_connectDoesNotThrowForAnUnknownHost(Bench bench) {
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://no-such-host.tck.invalid:80/");
    Transport transport = bench.transport();
    bench.within(
        bench.deadline().prompt(),
        "connect to return, the failure being signalled",
        () -> bench.connect(transport, uri, listener));
  }

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
          headers.stream().filter(h -> h.name().equals(header.name())).map(Header::value).toList();
      List<String> came = head.values(header.name());
      Mismatch.unless(came.equals(wanted), header.name() + " with the values " + wanted, came);
    }
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

  @Rule("T2.5")
  default void t2_5_aRefusedConnectionIsUnreachable(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(bench.transport(), bench.refusedPort().uri(), listener);
    listener.expectFailed(UNREACHABLE);
  }

  @Rule("T2.5")
  default void t2_5_anUnknownHostIsUnreachable(Bench bench) {
    RecordingListener listener = bench.listener();
    URI uri = URI.create("ws://no-such-host.tck.invalid:80/");
    bench.connect(bench.transport(), uri, listener);
    // A resolver that is cut off answers late: four times the usual patience.
    Signal signal =
        listener.next("onFailed(UNREACHABLE)", bench.deadline().generous().multipliedBy(4));
    boolean unreachable =
        signal instanceof Signal.Failed failed && failed.cause().kind() == UNREACHABLE;
    Mismatch.unless(unreachable, "onFailed(UNREACHABLE)", signal);
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTheUpgradeStalls(Bench bench) {
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while the upgrade stalled", bench.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortInTheMiddleOfTheResponse(Bench bench) {
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    peer.write(Arrays.copyOf(response, response.length / 2));
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted in the middle of the response", bench.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortAtOnce(Bench bench) {
    for (int i = 0; i < 20; i++) {
      RecordingListener listener = bench.listener();
      bench.connect(listener).abort();
      listener.expectFailed(ABORTED);
    }
  }

  @Rule("T2.7")
  default void t2_7_noOnOpenAfterAbort(Bench bench) {
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    client.abort();
    peer.offer(response);
    listener.expectFailed(ABORTED);
    listener.expectSilence("the connect was aborted before the 101");
  }

  @Rule("T2.8")
  @Tag("slow")
  default void t2_8_aStalledUpgradeIsNotGivenUp(Bench bench) {
    bench.run().slow().expectSurvivor(SlowWatch.Watched.STALLED_UPGRADE);
  }

  @Rule("T2.9")
  default void t2_9_framesInTheSegmentOfThe101AreKept(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    byte[] frames = Frame.join(Frame.text("one"), Frame.ping("p"), Frame.text("two"));
    peer.write(
        ByteBuffer.allocate(response.length + frames.length).put(response).put(frames).array());
    listener.expectOpen();
    listener.expect(Signal.text("one"));
    listener.expect(Signal.text("two"));
  }

  @Rule("T2.9")
  default void t2_9_aCloseInTheSegmentOfThe101IsSeen(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    byte[] frames = Frame.join(Frame.text("bye"), Frame.close(4001, "full"));
    peer.write(
        ByteBuffer.allocate(response.length + frames.length).put(response).put(frames).array());
    listener.expectOpen();
    listener.expect(Signal.text("bye"));
    listener.expectClosed(4001, "full");
  }

  @Rule("T2.10")
  default void t2_10_onOpenHasAUsableConnection(Bench bench) {
    RecordingListener listener = bench.listener();
    Trouble thrown = new Trouble();
    listener.reacting(
        signal -> {
          TransportConnection given = listener.opened();
          if (signal instanceof Signal.Opened && given != null) {
            try {
              given.sendText(ByteBuffer.wrap(Frame.utf8("from onOpen")));
            } catch (RuntimeException e) {
              thrown.report(e.toString());
            }
          }
        });
    Link link = bench.open(listener);
    Mismatch.unless(
        listener.opened() == link.client(),
        "onOpen with the connection that connect returned",
        "another object");
    thrown.expectNone("a send inside onOpen to work");
    link.peer().expect(Frame.text("from onOpen"));
  }

  @Rule("T2.11")
  default void t2_11_twoHundredConnectionsAtOnce(Bench bench) {
    int many = Math.min(200, bench.run().settings().cycles());
    List<RecordingListener> listeners = new ArrayList<>();
    List<TransportConnection> clients = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      RecordingListener listener = bench.listener();
      listeners.add(listener);
      clients.add(bench.connect(listener));
    }
    List<PeerConnection> peers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      peers.add(bench.server().acceptWebSocket());
    }
    listeners.forEach(RecordingListener::expectOpen);
    for (int i = 0; i < many; i++) {
      clients.get(i).sendText(ByteBuffer.wrap(Frame.utf8("hello")));
      peers.get(i).send(Frame.text("number " + i));
    }
    for (int i = 0; i < many; i++) {
      peers.get(i).expect(Frame.text("hello"));
      Signal signal = listeners.get(i).next("a message on each of " + many + " connections");
      Mismatch.unless(signal instanceof Signal.Message, "a message", signal);
    }
  }
}
