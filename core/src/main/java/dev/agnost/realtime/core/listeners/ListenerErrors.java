package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what listeners throw and reports it to the listeners for that. Thread-safe. */
public final class ListenerErrors {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final List<Handler> handlers = new CopyOnWriteArrayList<>();

  /** A registration of {@code onListenerError}; equal to itself only. */
  private static final class Handler {
    private final Consumer<? super ListenerError> listener;

    Handler(Consumer<? super ListenerError> listener) {
      this.listener = listener;
    }
  }

  private record Failure(String event, @Nullable String channel, Object listener, Throwable cause)
      implements ListenerError {}

  /** Adds a listener, effective at once. */
  public Registration add(Consumer<? super ListenerError> listener) {
    Handler handler = new Handler(listener);
    handlers.add(handler);
    return () -> handlers.remove(handler);
  }

  /**
   * Logs a failure now, and reports it.
   *
   * @param callbacks runs the listeners for failures
   */
  public void report(
      ListenerRef failed, @Nullable String channel, Throwable cause, Executor callbacks) {
    LOG.error("A listener of {} threw", failed.event(), cause);
    if (!handlers.isEmpty()) {
      Failure failure = new Failure(failed.event(), channel, failed.listener(), cause);
      callbacks.execute(() -> handlers.forEach(handler -> tell(handler, failure)));
    }
  }

  private static void tell(Handler handler, Failure failure) {
    try {
      handler.listener.accept(failure);
    } catch (Throwable thrown) { // the boundary to user code
      LOG.error("A listener of onListenerError threw", thrown);
    }
  }
}
