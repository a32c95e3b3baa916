package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the metrics of the user want to hear, and survives what they throw. In the mailbox
 * only, except {@link #callback}. Nothing is allocated for a message.
 */
final class Meter {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final RealtimeMetrics metrics;
  private final Timers timers;
  private final AtomicBoolean complained = new AtomicBoolean();

  private long begunAt; // the attempt
  private long connectedAt;
  private boolean lost; // a connection that stood, and there is no other yet
  private long lostAt;
  private long pingedAt; // or handshaken
  private Duration pingInterval = Duration.ZERO;
  private long pausedAt;
  private int queuedMessages;
  private long queuedBytes;

  Meter(RealtimeMetrics metrics, Timers timers) {
    this.metrics = metrics;
    this.timers = timers;
  }

  void attempt(long number) {
    begunAt = timers.now();
    tell(to -> to.onAttempt(number));
  }

  void attemptFailed(ErrorKind kind) {
    tell(to -> to.onAttemptFailed(kind));
  }

  void connected() {
    long now = timers.now();
    connectedAt = now;
    Duration took = Duration.ofNanos(now - begunAt);
    tell(to -> to.onConnected(took));
    if (lost) {
      lost = false;
      Duration downtime = Duration.ofNanos(now - lostAt);
      tell(to -> to.onOutageEnded(downtime));
    }
  }

  void disconnected(DisconnectReason reason) {
    long now = timers.now();
    lost = reason != DisconnectReason.CLIENT;
    lostAt = now;
    Duration lasted = Duration.ofNanos(now - connectedAt);
    tell(to -> to.onDisconnected(reason, lasted));
  }

  /** Closed by hand: nobody misses a connection any more. */
  void closed() {
    lost = false;
  }

  void handshaken(long pingIntervalMillis) {
    pingedAt = timers.now();
    pingInterval = Duration.ofMillis(pingIntervalMillis);
  }

  void pinged() {
    long now = timers.now();
    Duration interval = Duration.ofNanos(now - pingedAt);
    pingedAt = now;
    tell(to -> to.onPing(interval, interval.minus(pingInterval)));
  }

  void paused() {
    pausedAt = timers.now();
    tell(RealtimeMetrics::onReadingPaused);
  }

  void resumed() {
    Duration time = Duration.ofNanos(timers.now() - pausedAt);
    tell(to -> to.onReadingResumed(time));
  }

  void unusable() {
    tell(RealtimeMetrics::onUnusableEvent);
  }

  private void tell(Consumer<RealtimeMetrics> what) {
    try {
      what.accept(metrics);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  // ----------------------------------------------------- once for each message: without a lambda

  void sent(int bytes) {
    try {
      metrics.onMessageSent(bytes);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  void received(int bytes) {
    try {
      metrics.onMessageReceived(bytes);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  void dropped(Reason why) {
    try {
      metrics.onMessageDropped(why);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  /** So much waits to be sent now. */
  void queued(int messages, long bytes) {
    int moreMessages = messages - queuedMessages;
    long moreBytes = bytes - queuedBytes;
    if (moreMessages == 0 && moreBytes == 0) {
      return;
    }
    queuedMessages = messages;
    queuedBytes = bytes;
    try {
      metrics.onQueueChanged(moreMessages, moreBytes);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  void callback(long nanos) {
    try {
      metrics.onCallback(nanos);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  private void complain(Throwable thrown) {
    if (complained.compareAndSet(false, true)) {
      LOG.error("the metrics threw; what they throw from now on is ignored", thrown);
    }
  }
}
