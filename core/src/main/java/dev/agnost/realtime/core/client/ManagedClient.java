package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.runtime.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A client: its realtime module, and when to start and end it. */
final class ManagedClient implements AgnostClient {

  private final Session session;
  private final Realtime realtime;
  private final Runnable closing;
  private final AtomicBoolean started;
  private final String host;

  /**
   * @param closing runs before the session ends for good
   * @param autoConnect whether the first access connects
   */
  ManagedClient(
      Session session, Realtime realtime, Runnable closing, boolean autoConnect, String host) {
    this.session = session;
    this.realtime = realtime;
    this.closing = closing;
    this.started = new AtomicBoolean(!autoConnect);
    this.host = host;
  }

  @Override
  public Realtime realtime() {
    return realtime(rt -> {});
  }

  @Override
  public Realtime realtime(Consumer<? super Realtime> setup) {
    setup.accept(realtime);
    if (started.compareAndSet(false, true)) {
      CompletableFuture<Void> unused = realtime.open(); // its failures reach onError
    }
    return realtime;
  }

  @Override
  public ConnectionState state() {
    return realtime.state();
  }

  @Override
  public void close() {
    CompletionStage<Void> unused = closeAsync();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    started.set(true);
    closing.run(); // first: no callback is sure to run after the session has ended
    return session.release();
  }

  @Override
  public String diagnostics() {
    return session.diagnostics();
  }

  @Override
  public String toString() {
    return "AgnostClient[" + host + ", " + realtime.state() + "]";
  }
}
