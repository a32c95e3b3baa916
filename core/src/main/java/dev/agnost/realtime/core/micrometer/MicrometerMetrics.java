package dev.agnost.realtime.core.micrometer;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.RealtimeMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Metrics of clients as meters of a Micrometer registry. Make one for all clients that have the
 * same tags, and give it to each of their builders: the meters then cover all of them together. (A
 * second instance with the same registry and tags would find its gauges taken by the first.)
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type</th><th>what</th></tr>
 * <tr><td>{@code agnost.realtime.attempts}</td><td>counter</td><td>attempts to connect</td></tr>
 * <tr><td>{@code agnost.realtime.connect}</td><td>timer</td><td>attempts that succeeded</td></tr>
 * <tr><td>{@code agnost.realtime.failures}</td><td>counter</td>
 *   <td>attempts that failed, by {@code kind}</td></tr>
 * <tr><td>{@code agnost.realtime.connections}</td><td>gauge</td><td>established now</td></tr>
 * <tr><td>{@code agnost.realtime.connection}</td><td>timer</td>
 *   <td>how long connections lasted, by {@code reason} of their end</td></tr>
 * <tr><td>{@code agnost.realtime.outage}</td><td>timer</td>
 *   <td>from a loss to the next connection</td></tr>
 * <tr><td>{@code agnost.realtime.sent}</td><td>summary, bytes</td><td>messages sent</td></tr>
 * <tr><td>{@code agnost.realtime.received}</td><td>summary, bytes</td><td>events received</td></tr>
 * <tr><td>{@code agnost.realtime.dropped}</td><td>counter</td>
 *   <td>messages not sent, by {@code reason}</td></tr>
 * <tr><td>{@code agnost.realtime.queue.messages}</td><td>gauge</td><td>that wait</td></tr>
 * <tr><td>{@code agnost.realtime.queue.size}</td><td>gauge, bytes</td><td>of them</td></tr>
 * <tr><td>{@code agnost.realtime.callbacks}</td><td>timer</td><td>listeners</td></tr>
 * <tr><td>{@code agnost.realtime.ping.interval}</td><td>timer</td>
 *   <td>between heartbeats of the server</td></tr>
 * <tr><td>{@code agnost.realtime.ping.lateness}</td><td>timer</td>
 *   <td>about one round trip; see {@link RealtimeMetrics#onPing}</td></tr>
 * <tr><td>{@code agnost.realtime.paused}</td><td>timer</td>
 *   <td>reading stopped because listeners lagged behind</td></tr>
 * <tr><td>{@code agnost.realtime.unusable}</td><td>counter</td><td>events skipped</td></tr>
 * </table>
 *
 * <p>{@code kind} is an {@link ErrorKind}, {@code reason} a {@link DisconnectReason} or a {@link
 * NotSentException.Reason}, in lower case. The registry keeps no client, and the gauges do not keep
 * this object. Thread-safe.
 */
public final class MicrometerMetrics implements RealtimeMetrics, AutoCloseable {

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> meters = new ArrayList<>(); // not changed after construction

  private final AtomicLong standing = new AtomicLong();
  private final AtomicLong waitingMessages = new AtomicLong();
  private final AtomicLong waitingBytes = new AtomicLong();

  private final Counter attempts;
  private final Timer connect;
  private final Map<ErrorKind, Counter> failures;
  private final Map<DisconnectReason, Timer> connections;
  private final Timer outages;
  private final DistributionSummary sent;
  private final DistributionSummary received;
  private final Map<NotSentException.Reason, Counter> dropped;
  private final Timer callbacks;
  private final Timer pingInterval;
  private final Timer pingLateness;
  private final Timer paused;
  private final Counter unusable;

  /** Registers the meters, without tags of one's own. */
  public MicrometerMetrics(MeterRegistry registry) {
    this(registry, List.of());
  }

  /**
   * Registers the meters.
   *
   * @param tags of every meter; they distinguish these clients from others in the same registry
   */
  public MicrometerMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
    this.attempts = counter("attempts", Tags.empty());
    this.connect = timer("connect", Tags.empty());
    this.failures = each(ErrorKind.class, kind -> counter("failures", tag("kind", kind)));
    this.connections =
        each(DisconnectReason.class, reason -> timer("connection", tag("reason", reason)));
    this.outages = timer("outage", Tags.empty());
    this.sent = summary("sent");
    this.received = summary("received");
    this.dropped =
        each(NotSentException.Reason.class, reason -> counter("dropped", tag("reason", reason)));
    this.callbacks = timer("callbacks", Tags.empty());
    this.pingInterval = timer("ping.interval", Tags.empty());
    this.pingLateness = timer("ping.lateness", Tags.empty());
    this.paused = timer("paused", Tags.empty());
    this.unusable = counter("unusable", Tags.empty());
    gauge("connections", "connections", standing);
    gauge("queue.messages", "messages", waitingMessages);
    gauge("queue.size", "bytes", waitingBytes);
  }

  /** Takes the meters out of the registry. Close the clients first. Idempotent. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
  }

  // ------------------------------------------------------------------------------------- events

  @Override
  public void onAttempt(long number) {
    attempts.increment();
  }

  @Override
  public void onConnected(Duration took) {
    standing.incrementAndGet();
    connect.record(took);
  }

  @Override
  public void onAttemptFailed(ErrorKind kind) {
    of(failures, kind).increment();
  }

  @Override
  public void onDisconnected(DisconnectReason reason, Duration lasted) {
    standing.decrementAndGet();
    of(connections, reason).record(lasted);
  }

  @Override
  public void onOutageEnded(Duration downtime) {
    outages.record(downtime);
  }

  @Override
  public void onMessageSent(int bytes) {
    sent.record(bytes);
  }

  @Override
  public void onMessageReceived(int bytes) {
    received.record(bytes);
  }

  @Override
  public void onMessageDropped(NotSentException.Reason reason) {
    of(dropped, reason).increment();
  }

  @Override
  public void onQueueChanged(int messages, long bytes) {
    waitingMessages.addAndGet(messages);
    waitingBytes.addAndGet(bytes);
  }

  @Override
  public void onCallback(long nanos) {
    callbacks.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void onPing(Duration interval, Duration lateness) {
    pingInterval.record(interval);
    pingLateness.record(lateness.isNegative() ? Duration.ZERO : lateness);
  }

  @Override
  public void onReadingResumed(Duration time) {
    paused.record(time);
  }

  @Override
  public void onUnusableEvent() {
    unusable.increment();
  }

  // ------------------------------------------------------------------------------------- meters

  private Counter counter(String name, Tags more) {
    return kept(Counter.builder(full(name)).tags(tags.and(more)).register(registry));
  }

  private Timer timer(String name, Tags more) {
    return kept(Timer.builder(full(name)).tags(tags.and(more)).register(registry));
  }

  private DistributionSummary summary(String name) {
    return kept(
        DistributionSummary.builder(full(name)).baseUnit("bytes").tags(tags).register(registry));
  }

  private void gauge(String name, String unit, AtomicLong value) {
    Gauge unused =
        kept(
            Gauge.builder(full(name), value, AtomicLong::get)
                .baseUnit(unit)
                .tags(tags)
                .register(registry));
  }

  private <M extends Meter> M kept(M meter) {
    meters.add(meter);
    return meter;
  }

  private static String full(String name) {
    return "agnost.realtime." + name;
  }

  private static Tags tag(String key, Enum<?> value) {
    return Tags.of(key, value.name().toLowerCase(Locale.ROOT));
  }

  private static <E extends Enum<E>, M> Map<E, M> each(Class<E> type, Function<E, M> make) {
    Map<E, M> all = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      all.put(value, make.apply(value));
    }
    return all;
  }

  private static <E extends Enum<E>, M> M of(Map<E, M> all, E value) {
    M meter = all.get(value);
    if (meter == null) {
      throw new IllegalStateException("no meter for " + value);
    }
    return meter;
  }
}
