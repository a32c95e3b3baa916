package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.UNREACHABLE;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
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

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTlsIsNotAnswered(Bench bench) {
    Transport transport = bench.transport();
    URI uri = URI.create("wss://localhost:" + bench.server().port() + "/");
    bench.within(
        bench.deadline().prompt(),
        "connect to return although TLS is not answered",
        () -> bench.connect(transport, uri, bench.listener()));
    bench.server().acceptRaw();
  }

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTheProxyIsSilent(Bench bench) {
    List<ProxyConfig> silent = new ArrayList<>(List.of(ProxyPeer.http(bench)));
    if (bench.provider().options().contains(TransportOption.SOCKS_PROXY)) {
      silent.add(ProxyPeer.socks(bench));
    }
    for (ProxyConfig proxy : silent) {
      Transport transport = ProxyPeer.transport(bench, proxy);
      bench.within(
          bench.deadline().prompt(),
          "connect to return although the proxy says nothing: " + proxy.type(),
          () -> bench.connect(transport, ProxyPeer.BEHIND, bench.listener()));
      bench.server().acceptRaw();
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
    Frame[] frames = {Frame.text("one"), Frame.ping("p"), Frame.binary(new byte[300])};
    openedWith(bench, bench.transport(), bench.server(), "127.0.0.1", frames);
  }

  @Rule("T2.9")
  default void t2_9_framesBehindThe101AreKeptUnderLoad(Bench bench) {
    boolean tls = bench.provider().options().contains(TransportOption.SSL_CONTEXT);
    Transport transport = tls ? bench.trusting() : bench.transport();
    TckServer secure = bench.newServer(bench.run().tls().localhost());
    try (BusyMachine load = new BusyMachine()) {
      long end = System.nanoTime() + bench.deadline().generous().toNanos();
      int rounds = bench.run().settings().rounds();
      for (int round = 0; round < rounds && (round < 20 || System.nanoTime() < end); round++) {
        boolean overTls = tls && round % 4 == 3;
        TckServer server = overTls ? secure : bench.server();
        Frame message = Frame.text("round " + round);
        openedWith(bench, transport, server, overTls ? "localhost" : "127.0.0.1", message);
      }
      load.check();
    }
  }

  private static void openedWith(
      Bench bench, Transport transport, TckServer server, String host, Frame... frames) {
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(transport, server.uri(host, "/"), listener);
    PeerConnection peer = server.accept();
    byte[] response = peer.readHead().switchingProtocols();
    byte[] behind = Frame.join(frames);
    peer.write(
        ByteBuffer.allocate(response.length + behind.length).put(response).put(behind).array());
    listener.expectOpen();
    for (Frame frame : frames) {
      if (!frame.control()) {
        byte[] payload = frame.payload();
        boolean text = frame.opcode() == Frame.TEXT;
        listener.expect(text ? Signal.text(payload) : Signal.binary(payload));
      }
    }
    client.abort();
    server.forget(peer);
    peer.discard();
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
        listener.opened() == ((WatchedConnection) link.client()).next(),
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
