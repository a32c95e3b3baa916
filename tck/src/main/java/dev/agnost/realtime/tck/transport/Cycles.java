package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.io.File;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Opens and ends connections in five ways, one after another, and counts what they leave. */
final class Cycles {

  private static final int SLACK = 10;

  private final Bench bench;
  private final List<WeakReference<TransportConnection>> connections = new ArrayList<>();
  private ThreadCensus threads;
  private int descriptors;

  Cycles(Bench bench) {
    this.bench = bench;
    this.threads = ThreadCensus.take(bench.run().settings());
    this.descriptors = openDescriptors();
  }

  /** What there is now is no leak. */
  void startCounting() {
    connections.clear();
    threads = ThreadCensus.take(bench.run().settings());
    descriptors = openDescriptors();
  }

  void run(int count) {
    for (int i = 0; i < count; i++) {
      if (i % 5 == 0) {
        rejected();
      } else {
        opened(i % 5);
      }
    }
  }

  private void rejected() {
    RecordingListener listener = bench.listener();
    connections.add(new WeakReference<>(bench.connect(listener)));
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 no", "Content-Length: 0", "Connection: close"));
    peer.fin();
    listener.end("onFailed(REJECTED)");
    finish(peer, "the upgrade was rejected");
  }

  private void opened(int way) {
    Link link = bench.open();
    connections.add(new WeakReference<>(link.client()));
    link.peer().send(Frame.text("hello"));
    link.signals().expect(Signal.text("hello"));
    switch (way) {
      case 1 -> link.client().abort();
      case 2 -> link.peer().fin();
      case 3 -> {
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
    finish(link.peer(), "the connection has ended");
  }

  private void finish(PeerConnection peer, String why) {
    peer.expectRelease(why, bench.deadline().generous());
    bench.server().forget(peer);
    peer.discard();
  }

  void expectNothingLeft() {
    int many = connections.size();
    bench.eventually(
        "no more threads than before " + many + " connections, give or take " + SLACK,
        () -> more(ThreadCensus.take(bench.run().settings()).count() - threads.count()),
        "");
    bench.eventually(
        "no more file descriptors than before " + many + " connections, give or take " + SLACK,
        () -> bench.run().settings().sharedProcess() ? "" : more(openDescriptors() - descriptors),
        "");
    bench.eventually(
        "the " + many + " ended connections to be collectable, give or take " + SLACK,
        () -> {
          System.gc();
          return more((int) connections.stream().filter(c -> c.get() != null).count());
        },
        "");
  }

  private static String more(int count) {
    return count <= SLACK ? "" : count + " more";
  }

  /** Of this process; 0 where the system does not tell. */
  static int openDescriptors() {
    String[] open = new File("/dev/fd").list();
    return open == null ? 0 : open.length;
  }
}
