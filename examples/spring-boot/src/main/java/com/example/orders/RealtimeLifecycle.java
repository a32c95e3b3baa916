package com.example.orders;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Connects after the web server has started, and closes before it stops: the phase is the last one
 * at start and the first one at stop.
 */
final class RealtimeLifecycle implements SmartLifecycle {

  private final AgnostClient client;
  private final List<RealtimeListener> listeners;
  private volatile boolean running;

  RealtimeLifecycle(AgnostClient client, List<RealtimeListener> listeners) {
    this.client = client;
    this.listeners = List.copyOf(listeners);
  }

  /** Starts to connect in the background; an unreachable cluster does not fail the start. */
  @Override
  public void start() {
    Realtime unused = client.realtime(rt -> listeners.forEach(each -> each.register(rt)));
    running = true;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  /** Lets the server handle what was sent, for at most {@code closeTimeout}. */
  @Override
  public void stop(Runnable callback) {
    running = false;
    client.closeAsync().whenComplete((closed, failure) -> callback.run());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }
}
