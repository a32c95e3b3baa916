package dev.agnost.realtime.core.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.runtime.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client: its realtime module, and when to start and end it. */
final class ManagedClient implements AgnostClient {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  /** The session is released within two seconds; the rest is for a busy machine. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(5);

  private final Session session;
  private final Realtime realtime;
  private final Runnable closing;
  private final AtomicBoolean started;
  private final String host;
  private final Duration closeTimeout;

  /**
   * @param closing runs before the session ends for good
   * @param autoConnect whether the first access connects
   * @param closeTimeout how long a close waits for the server to confirm what was sent
   */
  ManagedClient(
      Session session,
      Realtime realtime,
      Runnable closing,
      boolean autoConnect,
      String host,
      Duration closeTimeout) {
    this.session = session;
    this.realtime = realtime;
    this.closing = closing;
    this.started = new AtomicBoolean(!autoConnect);
    this.host = host;
    this.closeTimeout = closeTimeout;
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
    CompletableFuture<Void> closed = release();
    if (session.mustNotBlock()) {
      return;
    }
    try {
      closed.get(closeTimeout.plus(CLOSING_LIMIT).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      CompletableFuture<Void> unused = session.release(); // at once
    } catch (ExecutionException | TimeoutException unfinished) {
      LOG.warn("{}: the client was not released in time", host, unfinished);
    }
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return release();
  }

  private CompletableFuture<Void> release() {
    started.set(true);
    closing.run(); // first: no callback is sure to run after the session has ended
    return session.release(closeTimeout);
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
