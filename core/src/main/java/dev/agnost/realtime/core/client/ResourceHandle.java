package dev.agnost.realtime.core.client;

import dev.agnost.realtime.core.concurrent.RefCounted;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client uses, such as its transport: borrowed from the user, or shared with other clients
 * and given back. Thread-safe.
 *
 * @param <T> what it is
 */
final class ResourceHandle<T> implements Supplier<T> {

  private final Supplier<? extends T> acquire;
  private final Runnable giveBack;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable T thing; // guarded by lock
  private boolean released; // guarded by lock

  private ResourceHandle(Supplier<? extends T> acquire, Runnable giveBack) {
    this.acquire = acquire;
    this.giveBack = giveBack;
  }

  /** What belongs to the user and is never closed. */
  static <T> ResourceHandle<T> borrowed(T thing) {
    return new ResourceHandle<>(() -> thing, () -> {});
  }

  /** What is shared by key, created when first needed. */
  static <T> ResourceHandle<T> shared(
      RefCounted<T> all, Object key, Supplier<? extends T> creator) {
    return new ResourceHandle<>(() -> all.acquire(key, creator), () -> all.release(key));
  }

  @Override
  public T get() {
    lock.lock(); // held while a provider creates, for the callers of this one client
    try {
      if (released) {
        throw new IllegalStateException("the client was closed");
      }
      T ready = thing;
      if (ready == null) {
        ready = acquire.get();
        thing = ready;
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Gives it back. Idempotent. */
  void release() {
    boolean held;
    lock.lock();
    try {
      held = thing != null && !released;
      released = true;
    } finally {
      lock.unlock();
    }
    if (held) {
      giveBack.run();
    }
  }
}
