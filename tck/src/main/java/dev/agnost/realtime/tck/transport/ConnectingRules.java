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
  default void t2_1_connectReturnsWhileTheServerIsSilent(TransportFixture fixture) {
    Transport transport = fixture.transport();
    RecordingListener listener = fixture.listener();
    fixture.within(
        fixture.deadline().prompt(),
        "connect to return although the server sends nothing",
        () -> fixture.connect(transport, fixture.server().uri("/"), listener));
    fixture.server().accept().readHead();
  }

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTcpIsNotAnswered(TransportFixture fixture) {
    FullBacklog peer = fixture.fullBacklog();
    for (String scheme : List.of("ws", "wss")) {
      Transport transport = fixture.transport();
      RecordingListener listener = fixture.listener();
      fixture.within(
          fixture.deadline().prompt(),
          "connect to return although TCP is not answered (" + scheme + ")",
          () -> fixture.connect(transport, peer.uri(scheme), listener));
    }
  }

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTlsIsNotAnswered(TransportFixture fixture) {
    Transport transport = fixture.transport();
    URI uri = URI.create("wss://localhost:" + fixture.server().port() + "/");
    fixture.within(
        fixture.deadline().prompt(),
        "connect to return although TLS is not answered",
        () -> fixture.connect(transport, uri, fixture.listener()));
    fixture.server().acceptRaw();
  }

  @Rule("T2.1")
  default void t2_1_connectReturnsWhileTheProxyIsSilent(TransportFixture fixture) {
    List<ProxyConfig> silent = new ArrayList<>(List.of(ProxyPeer.http(fixture)));
    if (fixture.provider().options().contains(TransportOption.SOCKS_PROXY)) {
      silent.add(ProxyPeer.socks(fixture));
    }
    for (ProxyConfig proxy : silent) {
      Transport transport = ProxyPeer.transport(fixture, proxy);
      fixture.within(
          fixture.deadline().prompt(),
          "connect to return although the proxy sends nothing: " + proxy.type(),
          () -> fixture.connect(transport, ProxyPeer.BEHIND, fixture.listener()));
      fixture.server().acceptRaw();
    }
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTcpIsNotAnswered(TransportFixture fixture) {
    FullBacklog peer = fixture.fullBacklog();
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(fixture.transport(), peer.uri("ws"), listener);
    listener.expectSilence("TCP is not answered");
    client.abort();
    listener.expectFailed(ABORTED);
  }

  @Rule(value = "T2.22", strength = RequirementLevel.CAPABILITY)
  default void t2_22_abortGivesUpTheTcpConnection(TransportFixture fixture) {
    if (!FullBacklog.attemptsAreVisible()) {
      throw new InconclusiveException(
          Outcome.NOT_APPLICABLE, "this system does not list TCP connections");
    }
    FullBacklog peer = fixture.fullBacklog();
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(fixture.transport(), peer.uri("ws"), listener);
    fixture.eventually("a TCP connection in SYN_SENT", () -> peer.attempts() > 0);
    client.abort();
    listener.expectFailed(ABORTED);
    fixture.eventually("no TCP connection in SYN_SENT after abort", () -> peer.attempts() == 0);
  }

  @Rule("T2.1")
  default void t2_1_connectDoesNotThrowForAnUnknownHost(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("ws://no-such-host.tck.invalid:80/");
    Transport transport = fixture.transport();
    fixture.within(
        fixture.deadline().prompt(),
        "connect to return, the failure being signalled",
        () -> fixture.connect(transport, uri, listener));
  }

  @Rule("T2.5")
  default void t2_5_aRefusedConnectionIsUnreachable(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(fixture.transport(), fixture.refusedPort().uri(), listener);
    listener.expectFailed(UNREACHABLE);
  }

  @Rule("T2.5")
  default void t2_5_anUnknownHostIsUnreachable(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    URI uri = URI.create("ws://no-such-host.tck.invalid:80/");
    fixture.connect(fixture.transport(), uri, listener);
    // A resolver that is cut off answers late: four times the usual patience.
    Signal signal =
        listener.next("onFailed(UNREACHABLE)", fixture.deadline().generous().multipliedBy(4));
    boolean unreachable =
        signal instanceof Signal.Failed failed && failed.cause().kind() == UNREACHABLE;
    Mismatch.unless(unreachable, "onFailed(UNREACHABLE)", signal);
  }

  @Rule("T2.7")
  default void t2_7_abortWhileTheUpgradeStalls(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted while the upgrade stalled", fixture.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortInTheMiddleOfTheResponse(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    peer.write(Arrays.copyOf(response, response.length / 2));
    client.abort();
    listener.expectFailed(ABORTED);
    peer.expectRelease("aborted in the middle of the response", fixture.deadline().generous());
  }

  @Rule("T2.7")
  default void t2_7_abortAtOnce(TransportFixture fixture) {
    for (int i = 0; i < 20; i++) {
      RecordingListener listener = fixture.listener();
      fixture.connect(listener).abort();
      listener.expectFailed(ABORTED);
    }
  }

  @Rule("T2.7")
  default void t2_7_noOnOpenAfterAbort(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    client.abort();
    peer.offer(response);
    listener.expectFailed(ABORTED);
    listener.expectSilence("the connect was aborted before the 101");
  }

  @Rule("T2.8")
  @Tag("slow")
  default void t2_8_aStalledUpgradeIsNotGivenUp(TransportFixture fixture) {
    fixture.run().slow().expectSurvivor(LongRunningChecks.Watched.STALLED_UPGRADE);
  }

  @Rule("T2.9")
  default void t2_9_framesInTheSegmentOfThe101AreKept(TransportFixture fixture) {
    Frame[] frames = {Frame.text("one"), Frame.ping("p"), Frame.binary(new byte[300])};
    openedWith(fixture, fixture.transport(), fixture.server(), "127.0.0.1", frames);
  }

  @Rule("T2.9")
  default void t2_9_framesBehindThe101AreKeptUnderLoad(TransportFixture fixture) {
    boolean tls = fixture.provider().options().contains(TransportOption.SSL_CONTEXT);
    Transport transport = tls ? fixture.trusting() : fixture.transport();
    TckServer secure = fixture.newServer(fixture.run().tls().localhost());
    try (BusyMachine load = new BusyMachine()) {
      long end = System.nanoTime() + fixture.deadline().chance().toNanos();
      int rounds = fixture.run().settings().rounds();
      for (int round = 0; round < rounds && (round < 20 || System.nanoTime() < end); round++) {
        boolean overTls = tls && round % 4 == 3;
        TckServer server = overTls ? secure : fixture.server();
        Frame message = Frame.text("round " + round);
        openedWith(fixture, transport, server, overTls ? "localhost" : "127.0.0.1", message);
      }
      load.check();
    }
  }

  private static void openedWith(
      TransportFixture fixture,
      Transport transport,
      TckServer server,
      String host,
      Frame... frames) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(transport, server.uri(host, "/"), listener);
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
  default void t2_9_aCloseInTheSegmentOfThe101IsSeen(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    byte[] response = peer.readHead().switchingProtocols();
    byte[] frames = Frame.join(Frame.text("bye"), Frame.close(4001, "full"));
    peer.write(
        ByteBuffer.allocate(response.length + frames.length).put(response).put(frames).array());
    listener.expectOpen();
    listener.expect(Signal.text("bye"));
    listener.expectClosed(4001, "full");
  }

  @Rule("T2.10")
  default void t2_10_onOpenHasAUsableConnection(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    FirstFailure thrown = new FirstFailure();
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
    ConnectionPair link = fixture.open(listener);
    Mismatch.unless(
        listener.opened() == ((MonitoredConnection) link.client()).next(),
        "onOpen with the connection that connect returned",
        "another object");
    thrown.expectNone("a send inside onOpen to work");
    link.peer().expect(Frame.text("from onOpen"));
  }

  @Rule("T2.11")
  default void t2_11_twoHundredConnectionsAtOnce(TransportFixture fixture) {
    int many = Math.min(200, fixture.run().settings().cycles());
    List<RecordingListener> listeners = new ArrayList<>();
    List<TransportConnection> clients = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      RecordingListener listener = fixture.listener();
      listeners.add(listener);
      clients.add(fixture.connect(listener));
    }
    List<PeerConnection> peers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      peers.add(fixture.server().acceptWebSocket());
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
