package dev.agnost.realtime.core.client;

import dev.agnost.realtime.core.runtime.ProcessResources;
import dev.agnost.realtime.transport.Transport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transport of one client: borrowed from the user, or shared with other clients and given back.
 * Thread-safe.
 */
final class TransportLease implements Supplier<Transport> {

  private final Supplier<Transport> acquire;
  private final Runnable giveBack;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Transport transport; // guarded by lock
  private boolean released; // guarded by lock

  private TransportLease(Supplier<Transport> acquire, Runnable giveBack) {
    this.acquire = acquire;
    this.giveBack = giveBack;
  }

  /** The user's transport, which is never closed. */
  static TransportLease borrowed(Transport transport) {
    return new TransportLease(() -> transport, () -> {});
  }

  /** A transport shared by key, created when first needed. */
  static TransportLease shared(ProcessResources process, Object key, Supplier<Transport> creator) {
    return new TransportLease(
        () -> process.acquireTransport(key, creator), () -> process.releaseTransport(key));
  }

  @Override
  public Transport get() {
    lock.lock(); // held while a provider creates, for the callers of this one client
    try {
      if (released) {
        throw new IllegalStateException("the client was closed");
      }
      Transport ready = transport;
      if (ready == null) {
        ready = acquire.get();
        transport = ready;
      }
      return ready;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the transport back. Idempotent. */
  void release() {
    boolean held;
    lock.lock();
    try {
      held = transport != null && !released;
      released = true;
    } finally {
      lock.unlock();
    }
    if (held) {
      giveBack.run();
    }
  }
}
