package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** E3: rounds in which peers of every kind attack at once, and a normal conversation after each. */
final class HostilePeers {

  private static final int ROUNDS = 4;
  private static final int LIMIT = 1 << 20;

  /** Eight connections at once may hold their limit each, and some of what TCP brings. */
  private static final long SLACK = 32L << 20;

  private static final int FEW = 10;

  private final Duration time;
  private final Map<HostileBehavior, AtomicInteger> attacks = new EnumMap<>(HostileBehavior.class);

  HostilePeers(Duration time) {
    this.time = time;
    for (HostileBehavior kind : HostileBehavior.values()) {
      attacks.put(kind, new AtomicInteger());
    }
  }

  String endure(TransportFixture fixture) {
    Footing atFirst = settle(fixture);
    Transport transport = fixture.limitedTo(LIMIT);
    converse(fixture, transport);
    HeapMonitor heap = new HeapMonitor(SLACK);
    for (int round = 0; round < ROUNDS; round++) {
      attackOnce(fixture, transport, heap, time.dividedBy(ROUNDS));
      converse(fixture, transport);
    }
    transport.close();
    atFirst.expectAgain(fixture);
    return time.toSeconds()
        + " s of hostile peers, attacks by kind "
        + attacks
        + "; the heap grew by "
        + heap.mostMib()
        + " MiB; then every conversation went well, and threads and descriptors were as before";
  }

  /** What a library starts but once is not to count. */
  private static Footing settle(TransportFixture fixture) {
    try (Transport first = fixture.limitedTo(LIMIT)) {
      converse(fixture, first);
    }
    fixture.silence();
    return new Footing(
        ThreadSnapshot.take(fixture.run().settings()), ConnectionChurn.openDescriptors());
  }

  private void attackOnce(
      TransportFixture fixture, Transport transport, HeapMonitor heap, Duration slice) {
    CountDownLatch over = new CountDownLatch(1);
    List<TckServer> servers = new ArrayList<>();
    List<FutureTask<Boolean>> attackers = new ArrayList<>();
    for (HostileBehavior kind : HostileBehavior.values()) {
      TckServer server = fixture.newServer(null);
      servers.add(server);
      attackers.add(
          fixture.background(
              "hostile-" + kind, () -> attack(fixture, transport, server, kind, over)));
    }
    await(over, slice.dividedBy(2));
    heap.check("in the middle of an attack");
    await(over, slice.dividedBy(2));
    over.countDown();
    servers.forEach(TckServer::close); // wakes a writer whose peer does not read
    for (FutureTask<Boolean> attacker : attackers) {
      fixture.result(attacker, "an attack to end", fixture.deadline().generous());
    }
    fixture.eventually("a first attack of each kind", () -> started(1));
  }

  private boolean started(int times) {
    return attacks.values().stream().allMatch(count -> count.get() >= times);
  }

  /** One connection after another, for a client that has enough is attacked again. */
  private boolean attack(
      TransportFixture fixture,
      Transport transport,
      TckServer server,
      HostileBehavior kind,
      CountDownLatch over) {
    while (!await(over, Duration.ZERO)) {
      Victim victim = new Victim();
      TransportConnection client = transport.connect(ConnectRequest.of(server.uri("/")), victim);
      client.request(Long.MAX_VALUE);
      try {
        PeerConnection peer = server.accept();
        Objects.requireNonNull(attacks.get(kind)).incrementAndGet();
        try {
          kind.attack(peer, pause -> await(over, pause));
        } finally {
          peer.discard();
          server.forget(peer); // or the heap that is measured is that of the kit
        }
      } catch (PeerConnection.PeerGone enough) {
        // ignored: that a client ends the connection is one of the right answers
      } catch (UncheckedIOException | Mismatch e) {
        if (over.getCount() > 0) {
          throw e;
        } // else the round is over, and so is the server
      }
      client.abort();
      fixture.eventually("a terminal signal, " + kind, () -> victim.ends.get() > 0);
      Mismatch.unless(victim.ends.get() == 1, "one terminal signal, " + kind, victim.ends);
    }
    return true;
  }

  private static void converse(TransportFixture fixture, Transport transport) {
    ConnectionPair link = fixture.open(transport);
    link.sendText("are you well?");
    link.peer().expect(Frame.text("are you well?"));
    link.peer().send(Frame.text("as ever"));
    link.signals().expect(Signal.text("as ever"));
    link.close(1000, "");
    link.peer().readClose("a close frame");
    link.peer().send(Frame.close(1000, ""));
    link.signals().expectClosed(1000, "");
    link.peer().fin();
    link.peer().expectRelease("the conversation is over", fixture.deadline().generous());
    fixture.server().forget(link.peer());
    link.peer().discard();
  }

  private static boolean await(CountDownLatch latch, Duration time) {
    try {
      return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("to go on", "the test was broken off");
    }
  }

  /** Threads and descriptors. */
  private record Footing(ThreadSnapshot threads, int descriptors) {
    void expectAgain(TransportFixture fixture) {
      fixture.eventually(
          "no more threads than before, once the transport is closed",
          () -> ThreadSnapshot.take(fixture.run().settings()).moreThan(threads).toString(),
          "[]");
      fixture.eventually(
          "no more file descriptors than before, give or take " + FEW,
          () -> ConnectionChurn.openDescriptors() <= descriptors + FEW);
    }
  }

  /** Keeps nothing of what it is told but how often the end came. */
  private static final class Victim implements TransportListener {
    private final AtomicInteger ends = new AtomicInteger();

    @Override
    public void onOpen(TransportConnection connection) {}

    @Override
    public void onText(ByteBuffer utf8) {}

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseStatus status) {
      ends.incrementAndGet();
    }

    @Override
    public void onFailed(TransportException cause) {
      ends.incrementAndGet();
    }
  }
}
