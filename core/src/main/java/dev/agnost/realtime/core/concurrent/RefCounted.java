package dev.agnost.realtime.core.concurrent;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that users share by key: the first user creates one, the last closes it. Thread-safe.
 *
 * @param <T> what is shared
 */
public final class RefCounted<T> {

  private final Consumer<? super T> closer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Entry> entries = new HashMap<>(); // guarded by lock

  /**
   * @param closer releases an object that has no user any more
   */
  public RefCounted(Consumer<? super T> closer) {
    this.closer = closer;
  }

  /**
   * The thing for this key, created by the first who asks; each asker calls {@link #release} once.
   *
   * @param key equal for things that may be shared
   */
  public T acquire(Object key, Supplier<? extends T> creator) {
    Entry entry;
    lock.lock();
    try {
      entry = entries.computeIfAbsent(key, k -> new Entry());
      entry.users++;
    } finally {
      lock.unlock();
    }
    try {
      return entry.get(creator);
    } catch (RuntimeException | Error failed) {
      release(key);
      throw failed;
    }
  }

  /** One user less of this thing; the last one closes it. */
  public void release(Object key) {
    Entry unused = null;
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry != null && --entry.users == 0) {
        entries.remove(key);
        unused = entry;
      }
    } finally {
      lock.unlock();
    }
    if (unused != null) {
      unused.close();
    }
  }

  /** A thing and how many use it. */
  private final class Entry {
    private int users; // guarded by lock
    private final ReentrantLock creation = new ReentrantLock();
    private @Nullable T thing; // guarded by creation

    T get(Supplier<? extends T> creator) {
      creation.lock(); // held while foreign code creates: only those who wait for it are held up
      try {
        T ready = thing;
        if (ready == null) {
          ready = creator.get();
          thing = ready;
        }
        return ready;
      } finally {
        creation.unlock();
      }
    }

    void close() {
      creation.lock();
      try {
        if (thing != null) {
          closer.accept(thing);
          thing = null;
        }
      } finally {
        creation.unlock();
      }
    }
  }
}
