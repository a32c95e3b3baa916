package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.ProxiedConnection.Direction;
import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** Breaks the network and the server at random. By one thread. */
final class Nemesis {

  private static final int MOST_PAUSE_MILLIS = 40;

  private final FaultyProxy proxy;
  private final AgnostServer server;
  private final SplittableRandom random;
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);

  Nemesis(FaultyProxy proxy, AgnostServer server, SplittableRandom random) {
    this.proxy = proxy;
    this.server = server;
    this.random = random;
  }

  /** Strikes for so long, then heals everything. */
  void injectFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      Fault fault = Fault.drawn(random.nextDouble());
      if (inject(fault)) {
        injected.merge(fault, 1, Integer::sum);
      }
      pause(random.nextInt(MOST_PAUSE_MILLIS));
    }
    server.start();
    proxy.heal();
  }

  /** How often each was done. */
  Map<Fault, Integer> injected() {
    return Map.copyOf(injected);
  }

  private boolean inject(Fault fault) {
    int victim = random.nextInt(Integer.MAX_VALUE);
    return switch (fault) {
      case CUT -> proxy.disturb(victim, ProxiedConnection::cut);
      case RESET -> proxy.disturb(victim, ProxiedConnection::reset);
      case STALL_UP -> stall(victim, Set.of(Direction.UP));
      case STALL_DOWN -> stall(victim, Set.of(Direction.DOWN));
      case STALL_BOTH -> stall(victim, Set.of(Direction.UP, Direction.DOWN));
      case SLICE -> proxy.disturb(victim, ProxiedConnection::slice);
      case DELAY -> {
        Duration late = Duration.ofMillis(20 + random.nextInt(200));
        yield proxy.disturb(victim, connection -> connection.delay(late));
      }
      case REJECT -> {
        proxy.rejectConnections();
        pause(100 + random.nextInt(300));
        proxy.acceptConnections();
        yield true;
      }
      case RESTART -> {
        server.stop();
        pause(200 + random.nextInt(400));
        server.start();
        yield true;
      }
    };
  }

  /** Some stalls end unnoticed, some last longer than the heartbeat. */
  private boolean stall(int victim, Set<Direction> directions) {
    Duration time = Duration.ofMillis(200 + random.nextInt(7_800));
    return proxy.disturb(victim, connection -> connection.stall(directions, time));
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
