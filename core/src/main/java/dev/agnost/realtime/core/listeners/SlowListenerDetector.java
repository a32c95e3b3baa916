package dev.agnost.realtime.core.listeners;

import dev.agnost.realtime.core.concurrent.Scheduler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the listener that blocks: one warning when it has not returned for five seconds, one line
 * when it has.
 *
 * <p>Nothing is scheduled for a call. While listeners run, a timer looks once a second which call
 * is under way, and a call that is still the same after five seconds is named, so at the latest in
 * its seventh second. {@link #begins} and {@link #ended} are called by the callbacks of one client,
 * one at a time; the rest by any thread.
 */
public final class SlowListenerDetector {

  /** How long a listener may run before it is named. */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long NONE = -1;
  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final Scheduler timers;
  private final ListenerErrors errors = new ListenerErrors();
  private final AtomicReference<@Nullable ListenerRef> running = new AtomicReference<>();
  private final AtomicLong calls = new AtomicLong(); // written by begins() only
  private final AtomicLong named = new AtomicLong(NONE); // the call that was warned of
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicReference<Scheduler.@Nullable Timer> timer = new AtomicReference<>();
  private volatile boolean resting;

  // Looks only, one at a time; since is read after named was seen:
  private long seen = NONE;
  private long since;

  /** A detector without a running timer. */
  public SlowListenerDetector(Scheduler timers) {
    this.timers = timers;
  }

  /** A call begins. */
  public void begins(ListenerRef listener) {
    calls.lazySet(calls.get() + 1);
    running.set(listener); // with the fence that look() relies on
    if (!armed.get() && !resting) {
      arm();
    }
  }

  /** The call has returned, or thrown. */
  public void ended() {
    ListenerRef listener = running.get();
    running.lazySet(null);
    tellReturned(calls.get(), listener);
  }

  /**
   * Calls a listener, as a callback.
   *
   * @return what it threw, for {@link ListenerErrors#report}
   */
  public @Nullable Throwable call(ListenerRef listener, Runnable body) {
    begins(listener);
    try {
      body.run();
      return null;
    } catch (Throwable thrown) { // the boundary to user code
      return thrown;
    } finally {
      ended();
    }
  }

  /** Returns the log of what listeners threw, and its listeners. */
  public ListenerErrors errors() {
    return errors;
  }

  /** The session is closed: no timer until {@link #wake()}. */
  public void rest() {
    resting = true;
    Scheduler.Timer last = timer.getAndSet(null);
    if (last != null) {
      last.cancel();
      armed.set(false);
    }
  }

  public void wake() {
    resting = false;
  }

  private void arm() {
    if (armed.compareAndSet(false, true)) {
      try {
        timer.set(timers.schedule(LOOK, this::look));
      } catch (RejectedExecutionException over) {
        resting = true; // ignored: the process has given up its timers, so the client is closed
      }
    }
  }

  private void look() {
    timer.set(null);
    ListenerRef listener = running.get();
    long call = calls.get();
    armed.set(false);
    if (resting) {
      return;
    }
    if (listener == null) {
      if (running.get() != null) { // begun just now, when the timer still seemed to be armed
        arm();
      }
      return;
    }
    if (call != seen) {
      seen = call;
      since = timers.now();
    } else if (timers.now() - since >= LIMIT.toNanos()) {
      warn(call, listener);
      return; // the next call arms the timer again
    }
    arm();
  }

  private void warn(long call, ListenerRef listener) {
    LOG.warn(
        "a listener of {} has not returned for {} s. Messages and events wait behind it, and when"
            + " too many wait the client stops reading; let another thread do what takes long",
        listener,
        LIMIT.toSeconds());
    named.set(call);
    if (calls.get() != call || running.get() == null) {
      tellReturned(call, listener);
    }
  }

  private void tellReturned(long call, @Nullable ListenerRef listener) {
    if (named.get() == call && named.compareAndSet(call, NONE)) {
      LOG.info(
          "the listener of {} has returned after {} ms",
          listener,
          Duration.ofNanos(timers.now() - since).toMillis());
    }
  }
}
