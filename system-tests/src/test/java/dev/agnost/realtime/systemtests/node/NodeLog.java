package dev.agnost.realtime.systemtests.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A list that grows inside the Node server; each entry is fetched once. Thread-safe. */
final class NodeLog<T> {
  private final NodeProcess node;
  private final String command;
  private final Function<Map<?, ?>, T> reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<T> fetched = new ArrayList<>(); // guarded by lock

  NodeLog(NodeProcess node, String command, Function<Map<?, ?>, T> reader) {
    this.node = node;
    this.command = command;
    this.reader = reader;
  }

  /** All entries up to now. */
  List<T> entries() {
    lock.lock();
    try {
      Object fresh = node.call(command, Map.of("from", fetched.size()));
      for (Object entry : (List<?>) Objects.requireNonNull(fresh)) {
        fetched.add(reader.apply((Map<?, ?>) entry));
      }
      return List.copyOf(fetched);
    } finally {
      lock.unlock();
    }
  }
}
