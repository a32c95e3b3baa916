package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the connections of one server share, guarded by the lock of its cluster. The lock is
 * never held while reading from or writing to a socket.
 */
final class World {
  private final Cluster cluster;
  private final ReentrantLock lock;
  private final Condition thawed;
  private final List<Timer> missedWhileFrozen = new ArrayList<>(); // guarded by lock
  private final Set<Connection> connections = new LinkedHashSet<>(); // guarded by lock
  private final SecureRandom random = new SecureRandom();
  private final ServerSettings settings;
  private final ServerThreads threads;
  private final Faults faults = new Faults();
  private final FrameLog log = new FrameLog();
  private final Rooms rooms = new Rooms(); // guarded by lock
  private final Observations observations = new Observations(); // guarded by lock
  private final ChannelEvents events = new ChannelEvents(this); // guarded by lock
  private final EventPath path = new EventPath(this); // guarded by lock
  private @Nullable Timer death; // guarded by lock

  World(ServerSettings settings, ServerThreads threads, Cluster cluster) {
    this.settings = settings;
    this.threads = threads;
    this.cluster = cluster;
    this.lock = cluster.lock();
    this.thawed = lock.newCondition();
    locked(() -> cluster.nodes().add(this));
  }

  Cluster cluster() {
    return cluster;
  }

  EventPath path() {
    return path;
  }

  ServerSettings settings() {
    return settings;
  }

  ServerThreads threads() {
    return threads;
  }

  Faults faults() {
    return faults;
  }

  FrameLog log() {
    return log;
  }

  Rooms rooms() {
    return rooms;
  }

  ConnectRules rules() {
    return cluster.rules();
  }

  Observations observations() {
    return observations;
  }

  ChannelEvents events() {
    return events;
  }

  Set<Connection> connections() {
    return connections;
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs what a connection has to do, once the server is not frozen.
   *
   * @throws IOException if the connection was cut meanwhile
   */
  <T> T admitted(Connection connection, Supplier<T> action) throws IOException {
    lock.lock();
    try {
      while (faults.frozen() && !connection.wasCut()) {
        thawed.awaitUninterruptibly();
      }
      if (connection.wasCut()) {
        throw new IOException("cut by the server");
      }
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void freeze() {
    List<Connection> all =
        locked(
            () -> {
              faults.frozen(true);
              log.note(0, "frozen");
              return List.copyOf(connections);
            });
    all.forEach(Connection::awaitQuiet);
  }

  void thaw() {
    locked(
        () -> {
          if (faults.frozen()) {
            faults.frozen(false);
            log.note(0, "thawed");
            missedWhileFrozen.forEach(Timer::start);
            missedWhileFrozen.clear();
            thawed.signalAll();
            connections.forEach(Connection::resume);
          }
        });
  }

  /** Cuts every connection; all are dead before the first leave event is due. */
  void cut(Consumer<Connection> sever) {
    List<Connection> all = List.copyOf(connections);
    all.forEach(sever);
    all.forEach(Connection::cut);
    connections.clear();
    thawed.signalAll();
  }

  /** Cuts and removes all clients without an event, as when the process dies. */
  void forgetEverybody() {
    List.copyOf(connections).forEach(Connection::abandon);
    connections.clear();
    rooms.clear();
    path.clear();
    missedWhileFrozen.clear();
    if (death != null) {
      death.cancel();
      death = null;
    }
    thawed.signalAll();
  }

  /** The real server dies of this input: it goes on for a while, then all connections are cut. */
  void die(String why) {
    log.note(0, "the real server would have died: " + why);
    observations.fatalInputs().add(why);
    if (death == null) {
      death = after(settings.deathDelay(), this::forgetEverybody);
    }
  }

  /** Delivers an event of another node to the members of a room on this one, a moment later. */
  void deliverFromOtherNode(String room, Payload arguments) {
    Outgoing event =
        Outgoing.event(new Payload(Json.acrossNodes(arguments.json()), arguments.attachments()));
    after(Cluster.NODE_DELAY, () -> rooms.in(room).forEach(member -> member.engine().send(event)));
  }

  /**
   * The members of a room on all nodes, as a JSON array; only those of this node with attachments.
   */
  Payload membersFor(String room) {
    List<String> entries = new ArrayList<>();
    List<byte[]> attachments = new ArrayList<>();
    for (Member member : cluster.in(room)) {
      Payload profile = member.profile();
      if (rooms.member(member.id()) == null) {
        entries.add(member.describe(profile.inlined()));
      } else {
        entries.add(member.describe(profile.numberedFrom(attachments.size())));
        attachments.addAll(profile.attachments());
      }
    }
    return new Payload("[" + String.join(",", entries) + "]", attachments);
  }

  /** Removes a socket as if its node had died: its TCP connection is cut and no event tells. */
  void vanish(Member member) {
    member.engine().connection().abandon();
    rooms.remove(member);
  }

  /** A timer that runs under the lock; due in a freeze, it starts anew when the freeze ends. */
  Timer after(Duration delay, Runnable task) {
    Timer timer = new Timer(delay, task);
    timer.start();
    return timer;
  }

  /** 20 characters of {@code A-Za-z0-9_-}, as Engine.IO and Socket.IO make them. */
  String newId() {
    byte[] bytes = new byte[15];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** Guarded by the lock. */
  final class Timer {
    private final Duration delay;
    private final Runnable task;
    private boolean cancelled;
    private @Nullable Future<?> pending;

    private Timer(Duration delay, Runnable task) {
      this.delay = delay;
      this.task = task;
    }

    void cancel() {
      cancelled = true;
      if (pending != null) {
        pending.cancel(false);
      }
    }

    private void start() {
      pending = threads.after(delay, () -> locked(this::fire));
    }

    private void fire() {
      if (cancelled) {
        return;
      }
      if (faults.frozen()) {
        missedWhileFrozen.add(this);
      } else {
        task.run();
      }
    }
  }
}
