package dev.agnost.realtime.tck.transport;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Pushes numbered frames of one size as fast as the client takes them, on a thread of its own. */
final class PushingPeer {

  /** Two silence windows without a byte written are a stall. */
  private static final int STILL_WINDOWS = 2;

  private final Bench bench;
  private final AtomicInteger written = new AtomicInteger();
  private final FutureTask<Boolean> push;

  PushingPeer(Bench bench, PeerConnection peer, int frames, IntFunction<byte[]> frame) {
    this.bench = bench;
    this.push =
        bench.background(
            "push",
            () -> {
              for (int i = 0; i < frames; i++) {
                peer.write(frame.apply(i));
                written.incrementAndGet();
              }
              return true;
            });
  }

  /** Waits until writing has stalled, or everything is written; how many frames were by then. */
  int awaitStall() {
    int before = -1;
    for (int still = 0; still < STILL_WINDOWS && !push.isDone(); ) {
      int now = written.get();
      still = now == before ? still + 1 : 0;
      before = now;
      bench.silence();
    }
    return written.get();
  }

  void expectAllWritten() {
    bench.result(push, "the peer to write everything", bench.deadline().generous());
  }
}
