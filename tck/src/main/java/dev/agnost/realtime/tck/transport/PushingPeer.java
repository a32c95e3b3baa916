package dev.agnost.realtime.tck.transport;

import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Pushes numbered frames of one size as fast as the client takes them, on a thread of its own. */
final class PushingPeer {

  /** Two silence windows without a byte written are a stall. */
  private static final int STILL_WINDOWS = 2;

  private final TransportFixture fixture;
  private final AtomicInteger written = new AtomicInteger();
  private final FutureTask<Boolean> push;

  PushingPeer(
      TransportFixture fixture, PeerConnection peer, int frames, IntFunction<byte[]> frame) {
    this.fixture = fixture;
    this.push =
        fixture.background(
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
      fixture.silence();
    }
    return written.get();
  }

  void expectAllWritten() {
    fixture.result(push, "the peer to write everything", fixture.deadline().generous());
  }
}
