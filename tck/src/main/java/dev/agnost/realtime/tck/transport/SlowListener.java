package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** E1: a peer pushes without end in sight, and the listener asks for messages in eight portions. */
final class SlowListener implements TransportListener {

  private static final int PAYLOAD = 64 * 1024;
  private static final int PORTIONS = 8;
  private static final int FEW = 16;

  /** What TCP, TLS and a library may hold; the same as for T5.3. */
  private static final long SLACK = 32L << 20;

  private final int frames;
  private final FirstFailure trouble = new FirstFailure();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicBoolean open = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  SlowListener(long bytes) {
    this.frames = (int) (bytes / PAYLOAD);
  }

  String endure(TransportFixture fixture) {
    TransportConnection client =
        fixture.transport().connect(ConnectRequest.of(fixture.server().uri("/")), this);
    PeerConnection peer = fixture.server().acceptWebSocket();
    fixture.eventually("onOpen", open::get);
    HeapMonitor heap = new HeapMonitor(SLACK);
    PushingPeer push = new PushingPeer(fixture, peer, frames, SlowListener::frame);
    long mostAhead = 0;
    for (int portion = 1; portion <= PORTIONS; portion++) {
      long ahead = (long) (push.awaitStall() - received.get()) * PAYLOAD;
      mostAhead = Math.max(mostAhead, ahead);
      heap.check("while the peer has written " + ahead + " unrequested bytes");
      Mismatch.unless(
          ahead < SLACK, "a peer that stalls within " + SLACK + " bytes", ahead + " bytes taken");
      askUpTo(fixture, client, (int) ((long) frames * portion / PORTIONS));
    }
    push.expectAllWritten();
    fixture.eventually("every message", () -> received.get() == frames);
    client.request(1); // without demand the end may wait (T5.5)
    peer.send(Frame.close(1000, ""));
    fixture.eventually("onClosed after the last message", closed::get);
    trouble.expectNone("every message once and in order");
    return HeapMonitor.mib((long) frames * PAYLOAD)
        + " MiB pushed at a listener that stopped "
        + PORTIONS
        + " times; at most "
        + HeapMonitor.mib(mostAhead)
        + " MiB were written ahead of it, the heap grew by "
        + heap.mostMib()
        + " MiB";
  }

  /** A few at a time, as a slow listener does. */
  private void askUpTo(TransportFixture fixture, TransportConnection client, int count) {
    while (received.get() < count) {
      int next = Math.min(received.get() + FEW, count);
      client.request(next - received.get());
      fixture.eventually("message " + next, () -> received.get() >= next);
      trouble.expectNone("message " + next);
      Mismatch.unless(received.get() == next, next + " messages", received.get());
    }
  }

  private static byte[] frame(int number) {
    return Frame.binary(ByteBuffer.allocate(PAYLOAD).putInt(number).array()).bytes();
  }

  @Override
  public void onOpen(TransportConnection connection) {
    open.set(true);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    trouble.report("a text message");
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    int number = received.get();
    int size = bytes.remaining();
    int came = size < Integer.BYTES ? -1 : bytes.getInt(bytes.position());
    if (size != PAYLOAD || came != number) {
      trouble.report("number " + came + " of " + size + " bytes instead of " + number);
    }
    received.incrementAndGet();
  }

  @Override
  public void onClosed(CloseStatus status) {
    closed.set(true);
  }

  @Override
  public void onFailed(TransportException cause) {
    trouble.report("onFailed(" + cause.kind() + ": " + cause.getMessage() + ")");
  }
}
