package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.outbound.QueueLimits;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.core.runtime.SessionOptions;
import dev.agnost.realtime.core.sim.check.Bounds;
import dev.agnost.realtime.core.sim.check.ReconnectRules;
import dev.agnost.realtime.core.sim.check.RunFacts;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;

/**
 * The options of one client, drawn from the seed; the first of each is the default.
 *
 * @param maxAttempts after how many attempts in a row the policy gives up; 0 for never
 * @param longOutageCap the cap of the waits in a long outage
 */
record Options(
    Duration timeout,
    Duration baseDelay,
    long maxAttempts,
    Duration longOutageCap,
    int queuedMessages,
    long queuedBytes,
    Optional<Duration> queuedAge,
    OverflowPolicy overflow,
    boolean autoJoin,
    boolean echo,
    boolean buffer,
    int pendingMessages,
    long pendingBytes) {

  static Options draw(World world, Choices.Stream choices) {
    boolean weeks = world.chaosNanos() > Duration.ofDays(1).toNanos();
    return new Options(
        choices.of(seconds(20), seconds(5), seconds(2), seconds(45)),
        choices.of(seconds(1), Duration.ofMillis(100), seconds(3), seconds(8)),
        choices.chance(90) ? choices.of(0L, 0L, 0L, 0L, 0L, 0L, 3L, 10L) : 0L,
        weeks ? seconds(1_800) : seconds(30),
        choices.of(1_000, 3, 20),
        choices.of(8L << 20, 2_000L),
        choices.of(
            Optional.empty(), Optional.empty(), Optional.of(seconds(3)), Optional.of(seconds(30))),
        choices.of(OverflowPolicy.values()),
        !choices.chance(10),
        !choices.chance(40),
        !choices.chance(10),
        choices.of(1_000, 4, 40),
        choices.of(8L << 20, 500L));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /**
   * What may wait for listeners at most: by count; or by bytes, of which an event takes 40 at
   * least, with the eight that are asked for before it is known how large they are; and a
   * handshake.
   */
  private int inboundEvents() {
    return (int) Math.min(pendingMessages, pendingBytes / 40 + 8) + 4;
  }

  ReconnectPolicy policy() {
    ReconnectPolicy exponential =
        ReconnectPolicy.exponential().withLongOutageCap(longOutageCap, Duration.ofSeconds(60));
    return maxAttempts == 0 ? exponential : exponential.limitedTo(maxAttempts);
  }

  SessionOptions toSession(SimulatedCredentials credentials) {
    return new SessionOptions(
        URI.create("ws://host.test/realtime/realtime/?EIO=4&transport=websocket"),
        "host.test",
        World.ENVIRONMENT,
        new Credentials(
            credentials::apiKey,
            credentials.hasToken() ? credentials::token : null,
            false,
            credentials::headers,
            false),
        echo,
        autoJoin,
        buffer,
        timeout,
        baseDelay,
        policy(),
        new QueueLimits(queuedMessages, queuedBytes, queuedAge, overflow),
        DecoderLimits.DEFAULT,
        pendingMessages,
        pendingBytes);
  }

  /** What the checker is told about a client with these options. */
  RunFacts facts(boolean hasToken, long lateness) {
    EnumSet<RunFacts.Trait> traits =
        EnumSet.of(RunFacts.Trait.STANDARD_WAITS, RunFacts.Trait.ENDS_CLOSED);
    if (buffer) {
      traits.add(RunFacts.Trait.BUFFERS);
    }
    if (autoJoin) {
      traits.add(RunFacts.Trait.REJOINS);
    }
    if (hasToken) {
      traits.add(RunFacts.Trait.REFRESHES_TOKEN);
    }
    ReconnectRules rules =
        new ReconnectRules(
            baseDelay.toNanos(),
            seconds(5).toNanos(),
            longOutageCap.toNanos(),
            seconds(60).toNanos(),
            maxAttempts);
    Bounds bounds =
        new Bounds(
            queuedMessages,
            queuedBytes,
            queuedAge.map(Duration::toNanos).orElse(0L),
            Bounds.Overflow.valueOf(overflow.name()),
            inboundEvents(),
            Bounds.STANDARD.retainedBytes(),
            Bounds.STANDARD.warningsPerMinute());
    return RunFacts.STANDARD
        .with(rules)
        .with(bounds)
        .withTimeout(timeout.toNanos())
        .withTraits(traits)
        .withLateness(lateness);
  }
}
