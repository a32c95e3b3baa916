package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens and ends connections in nine ways, one after another, and counts what they leave. */
final class ConnectionChurn {

  private static final int OPENED = 4;
  private static final int REJECTED = 4;
  private static final int REFUSED = 5;
  private static final int UNTRUSTED = 6;
  private static final int WRONG_ANSWER = 7;
  private static final int WAYS = 9; // the last one is an abort while the upgrade stalls

  private final TransportFixture fixture;
  private final Transport transport;
  private final TckServer untrusted;
  private final RefusedPort refused;
  private final List<WeakReference<TransportConnection>> connections = new ArrayList<>();
  private ThreadSnapshot threads;
  private int descriptors;

  ConnectionChurn(TransportFixture fixture) {
    this.fixture = fixture;
    this.transport = fixture.trustingOrDefault();
    this.untrusted = fixture.newServer(fixture.run().tls().stranger());
    this.refused = fixture.refusedPort();
    this.threads = ThreadSnapshot.take(fixture.run().settings());
    this.descriptors = openDescriptors();
  }

  /** What there is now is no leak. */
  void startCounting() {
    connections.clear();
    threads = ThreadSnapshot.take(fixture.run().settings());
    descriptors = openDescriptors();
  }

  void run(int count) {
    for (int i = 0; i < count; i++) {
      int way = i % WAYS;
      if (way < OPENED) {
        opened(way);
      } else {
        failed(way);
      }
    }
  }

  /** A connect that fails: rejected, refused, in TLS, by a wrong answer, or given up. */
  private void failed(int way) {
    RecordingListener listener = fixture.listener();
    TckServer at = way == UNTRUSTED ? untrusted : fixture.server();
    URI uri = way == REFUSED ? refused.uri() : at.uri("localhost", "/");
    TransportConnection client = fixture.connect(transport, uri, listener);
    connections.add(new WeakReference<>(((MonitoredConnection) client).next()));
    if (way == REFUSED) {
      listener.end("onFailed(UNREACHABLE)");
      return;
    }
    PeerConnection peer = at.acceptRaw();
    if (way == UNTRUSTED) {
      fixture.start("tls", () -> peer.secured(fixture.run().tls().stranger()));
      listener.end("onFailed(TLS)");
    } else {
      RequestHead head = peer.readHead();
      switch (way) {
        case REJECTED -> peer.write(RequestHead.response("403 no", "Content-Length: 0"));
        case WRONG_ANSWER -> peer.write(head.switchingProtocols("Sec-WebSocket-Protocol: chat"));
        default -> client.abort();
      }
      listener.end("onFailed");
    }
    finish(at, peer, "the connect has failed");
  }

  private void opened(int way) {
    ConnectionPair link = fixture.open(transport);
    connections.add(new WeakReference<>(((MonitoredConnection) link.client()).next()));
    link.peer().send(Frame.text("hello"));
    link.signals().expect(Signal.text("hello"));
    switch (way) {
      case 0 -> link.client().abort();
      case 1 -> link.peer().fin();
      case 2 -> {
        link.peer().send(Frame.close(1000, ""));
        link.peer().readClose("the answer to the close frame");
        link.peer().fin();
      }
      default -> {
        link.client().close(CloseStatus.NORMAL);
        link.peer().readClose("a close frame");
        link.peer().send(Frame.close(1000, ""));
        link.peer().fin();
      }
    }
    link.signals().end("a terminal signal");
    finish(fixture.server(), link.peer(), "the connection has ended");
  }

  private void finish(TckServer at, PeerConnection peer, String why) {
    peer.expectRelease(why, fixture.deadline().generous());
    at.forget(peer);
    peer.discard();
  }

  void expectNothingLeft() {
    int many = connections.size();
    fixture.eventually(
        "no more threads than before " + many + " connections, give or take " + slack(),
        () -> more(ThreadSnapshot.take(fixture.run().settings()).count() - threads.count()),
        "");
    fixture.eventually(
        "no more file descriptors than before " + many + " connections, give or take " + slack(),
        () -> fixture.run().settings().sharedProcess() ? "" : more(openDescriptors() - descriptors),
        "");
    fixture.eventually(
        "the " + many + " ended connections to be collectable, give or take " + slack(),
        () -> {
          System.gc();
          return more((int) connections.stream().filter(c -> c.get() != null).count());
        },
        "");
  }

  /** A tenth of what a leak in one of the ways would leave. */
  private int slack() {
    return Math.max(3, connections.size() / 50);
  }

  private String more(int count) {
    return count <= slack() ? "" : count + " more";
  }

  /** Of this process; 0 where the system does not tell. */
  static int openDescriptors() {
    String[] open = new File("/dev/fd").list();
    return open == null ? 0 : open.length;
  }
}
