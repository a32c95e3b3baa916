package dev.agnost.realtime.core.client;

import dev.agnost.realtime.transport.HttpExchange;

/** HTTP that core brings for transports that have none of their own. */
public interface FallbackHttp extends HttpExchange, AutoCloseable {

  /** Frees what it holds and ends what is under way, without waiting. Idempotent. */
  @Override
  void close();
}
