package dev.agnost.realtime.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What the nodes of one cluster share; a server of its own is a cluster of one. */
final class Cluster {
  /** How late events of one node are on another. */
  static final Duration NODE_DELAY = Duration.ofMillis(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final ConnectRules rules = new ConnectRules(); // guarded by lock
  private final List<World> nodes = new ArrayList<>(); // guarded by lock

  ReentrantLock lock() {
    return lock;
  }

  ConnectRules rules() {
    return rules;
  }

  List<World> nodes() {
    return nodes;
  }

  /** The members of a room on all nodes. */
  List<Member> in(String room) {
    List<Member> members = new ArrayList<>();
    nodes.forEach(node -> members.addAll(node.rooms().in(room)));
    return members;
  }
}
