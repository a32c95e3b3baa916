package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** E2: the same under a client whose listener is stuck, again and again. */
final class SlowClient {

  private static final int TEXT = 64 * 1024;
  private static final int PORTIONS = 8;
  private static final long MAX_PENDING = 4L << 20;
  private static final long SLACK = 32L << 20;
  private static final String FILLER = "x".repeat(TEXT - 10);

  private final int frames;
  private final FirstFailure trouble = new FirstFailure();
  private final Semaphore permits = new Semaphore(0);
  private final AtomicInteger received = new AtomicInteger();

  SlowClient(long bytes) {
    this.frames = (int) (bytes / TEXT);
  }

  String endure(TransportFixture fixture) {
    AgnostClient client =
        fixture.closing(
            AgnostClient.builder("http://127.0.0.1:" + fixture.server().port() + "/env", "key")
                .transport(fixture.transport())
                .maxPendingBytes(MAX_PENDING)
                .build());
    Realtime realtime =
        client.realtime(
            rt -> {
              rt.on("say", this::hear);
              rt.onDisconnect(reason -> trouble.report("onDisconnect: " + reason));
            });
    PeerConnection peer = fixture.server().acceptWebSocket();
    connectSession(peer);
    fixture.eventually("the client to be connected", realtime::isConnected);
    HeapMonitor heap = new HeapMonitor(MAX_PENDING + SLACK);
    PushingPeer push = new PushingPeer(fixture, peer, frames, SlowClient::frame);
    long mostAhead = 0;
    for (int portion = 1; portion <= PORTIONS; portion++) {
      int due = (int) ((long) frames * portion / PORTIONS);
      long ahead = (long) (push.awaitStall() - received.get()) * TEXT;
      mostAhead = Math.max(mostAhead, ahead);
      heap.check("while " + ahead + " bytes wait for a listener that is stuck");
      Mismatch.unless(
          ahead < MAX_PENDING + SLACK,
          "a peer that stalls within maxPendingBytes and " + SLACK + " bytes",
          ahead + " bytes taken");
      permits.release(due - received.get());
      awaitReceived(fixture, due);
    }
    push.expectAllWritten();
    trouble.expectNone("every message once and in order, on one connection");
    client.close();
    return HeapMonitor.mib((long) frames * TEXT)
        + " MiB pushed at a client with maxPendingBytes of "
        + HeapMonitor.mib(MAX_PENDING)
        + " MiB whose listener got stuck "
        + PORTIONS
        + " times; at most "
        + HeapMonitor.mib(mostAhead)
        + " MiB were written ahead of it, the heap grew by "
        + heap.mostMib()
        + " MiB";
  }

  /** As long as there is progress. */
  private void awaitReceived(TransportFixture fixture, int count) {
    while (received.get() < count) {
      int before = received.get();
      fixture.eventually("message " + before, () -> received.get() > before);
      trouble.expectNone("message " + before);
    }
  }

  /** Engine.IO open, Socket.IO connect; no pings, since no answer would come in time. */
  private static void connectSession(PeerConnection peer) {
    peer.send(
        Frame.text(
            "0{\"sid\":\"e\",\"upgrades\":[],\"pingInterval\":600000,"
                + "\"pingTimeout\":600000,\"maxPayload\":1000000}"));
    Frame connect = peer.readFrame("40, the Socket.IO connect packet");
    Mismatch.unless(connect.utf8().startsWith("40"), "40, the Socket.IO connect packet", connect);
    peer.send(Frame.text("40{\"sid\":\"endurance\"}"));
  }

  private static byte[] frame(int number) {
    String text = String.format(Locale.ROOT, "%010d", number) + FILLER;
    return Frame.text("42[\"say\",{\"channel\":\"c\",\"message\":\"" + text + "\"}]").bytes();
  }

  private void hear(Message message) {
    permits.acquireUninterruptibly();
    String text = message.asText();
    int number = received.getAndIncrement();
    if (text.length() != TEXT || Integer.parseInt(text.substring(0, 10)) != number) {
      trouble.report("a message of " + text.length() + " characters instead of number " + number);
    }
  }
}
