package dev.agnost.realtime.core.inbound;

/**
 * What a consumer of received messages needs that keeps them for later: room, and a place among the
 * callbacks. Thread-safe.
 */
public interface InboundBuffer {

  /** Something of this size is kept; while too much is, the session does not read. */
  void hold(int bytes);

  /** It is not kept any more. */
  void release(int bytes);

  /** Runs a task, which must not throw, as a callback: in order and never beside another. */
  void callback(Runnable task);
}
