package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.support.ReleaseHandle;
import java.util.function.Consumer;
import org.eclipse.jetty.client.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt holds of Jetty: a destination while it is an HTTP request, and a socket until
 * its end. It is the tag of the request's origin, so that no two attempts share a connection and
 * {@link AttemptConnector} finds the attempt that a socket is for. Thread-safe.
 */
final class AttemptSocket {

  private final ReleaseHandle handle = new ReleaseHandle();
  private volatile @Nullable Destination destination; // until the request has ended
  private volatile boolean reached;

  /** Sends a request, which Jetty may refuse while it stops. */
  void begin(Runnable send, Consumer<Throwable> failed) {
    try {
      send.run();
    } catch (RuntimeException | LinkageError failure) {
      failed.accept(failure);
    }
    if (handle.isReleased()) {
      leaveHttp(); // it was released before it had a destination
    }
  }

  /**
   * Takes over what is to be freed.
   *
   * @return false if this has been released: it has been freed at once
   */
  boolean hold(Runnable free) {
    return handle.set(free);
  }

  /** The request is written to the server, past any proxy. */
  void reached() {
    reached = true;
  }

  boolean isReached() {
    return reached;
  }

  void destination(Destination created) {
    destination = created;
  }

  /** Removes the destination from Jetty's client, which would keep it. */
  void leaveHttp() {
    Destination kept = destination;
    if (kept != null) {
      destination = null;
      kept.getHttpClient().removeDestination(kept);
    }
  }

  /** Frees the socket now, at whatever stage it is. Idempotent. */
  void release() {
    handle.release();
    leaveHttp();
  }
}
