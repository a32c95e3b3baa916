package dev.agnost.realtime.core.observe;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.RealtimeMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports to the metrics of the application; what they throw is logged once. On the serial executor
 * only, except {@link #callback}. Nothing is allocated for a message.
 */
public final class MetricsReporter {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final RealtimeMetrics metrics;
  private final LongSupplier clock;
  private final AtomicBoolean complained = new AtomicBoolean();

  private long begunAt; // the attempt
  private long connectedAt;
  private boolean lost; // an established connection, and there is no other yet
  private long lostAt;
  private long pingedAt; // or handshaken
  private Duration pingInterval = Duration.ZERO;
  private long pausedAt;
  private int queuedMessages;
  private long queuedBytes;

  public MetricsReporter(RealtimeMetrics metrics, LongSupplier clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  public void attempt(long number) {
    begunAt = clock.getAsLong();
    tell(to -> to.onAttempt(number));
  }

  public void attemptFailed(ErrorKind kind) {
    tell(to -> to.onAttemptFailed(kind));
  }

  public void connected() {
    long now = clock.getAsLong();
    connectedAt = now;
    Duration took = Duration.ofNanos(now - begunAt);
    tell(to -> to.onConnected(took));
    if (lost) {
      lost = false;
      Duration downtime = Duration.ofNanos(now - lostAt);
      tell(to -> to.onOutageEnded(downtime));
    }
  }

  public void disconnected(DisconnectReason reason) {
    long now = clock.getAsLong();
    lost = reason != DisconnectReason.CLIENT;
    lostAt = now;
    Duration lasted = Duration.ofNanos(now - connectedAt);
    tell(to -> to.onDisconnected(reason, lasted));
  }

  /** Closed by the application: the outage is over. */
  public void closed() {
    lost = false;
  }

  public void handshaken(long pingIntervalMillis) {
    pingedAt = clock.getAsLong();
    pingInterval = Duration.ofMillis(pingIntervalMillis);
  }

  public void pinged() {
    long now = clock.getAsLong();
    Duration interval = Duration.ofNanos(now - pingedAt);
    pingedAt = now;
    tell(to -> to.onPing(interval, interval.minus(pingInterval)));
  }

  public void paused() {
    pausedAt = clock.getAsLong();
    tell(RealtimeMetrics::onReadingPaused);
  }

  public void resumed() {
    Duration time = Duration.ofNanos(clock.getAsLong() - pausedAt);
    tell(to -> to.onReadingResumed(time));
  }

  public void unusable() {
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

  public void sent(int bytes) {
    try {
      metrics.onMessageSent(bytes);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  public void received(int bytes) {
    try {
      metrics.onMessageReceived(bytes);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  public void dropped(Reason why) {
    try {
      metrics.onMessageDropped(why);
    } catch (Throwable thrown) { // the boundary to user code
      complain(thrown);
    }
  }

  /** So much waits to be sent now. */
  public void queued(int messages, long bytes) {
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

  public void callback(long nanos) {
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
