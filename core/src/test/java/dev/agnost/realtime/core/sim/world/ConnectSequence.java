package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What comes of an attempt to connect. */
final class ConnectSequence {

  private final World world;
  private final SimConnection connection;
  private final Choices.Stream choices;
  private final int latencyMillis;

  ConnectSequence(
      World world, SimConnection connection, Choices.Stream choices, int latencyMillis) {
    this.world = world;
    this.connection = connection;
    this.choices = choices;
    this.latencyMillis = latencyMillis;
  }

  void begin() {
    Fault fault = world.faultInjector().attemptFault(world.schedule().now(), choices);
    if (fault == null) {
      after(2 * latencyMillis, connection::reachServer);
      return;
    }
    switch (fault) {
      case F01_NAME_NOT_FOUND, F07_REFUSED -> failSoon(Kind.UNREACHABLE);
      case F02_RESOLVER_SLOW -> after(choices.between(5_000, 40_000), connection::reachServer);
      case F08_SWALLOWED, F41_SLOW_HEADERS -> {} // nothing ever comes
      case F09_RESET_AT_ONCE -> failSoon(Kind.LOST);
      case F21_TLS -> failSoon(Kind.TLS);
      case F30_REDIRECT -> rejectSoon(choices.of(301, 302, 303, 307, 308), null);
      case F31_NOT_FOUND -> rejectSoon(choices.of(404, 400), null);
      case F32_UNAUTHORIZED -> rejectSoon(choices.of(401, 403), null);
      case F33_PROXY -> failSoon(Kind.PROXY);
      case F35_RETRY_AFTER -> rejectSoon(choices.of(503, 429), choices.below(1_200));
      case F36_BAD_GATEWAY -> rejectSoon(choices.of(500, 502, 504, 408), null);
      case F37_CAPTIVE_PORTAL -> rejectSoon(200, null);
      case F38_BAD_ACCEPT -> failSoon(Kind.PROTOCOL);
      case F112_NO_DESCRIPTORS -> connection.fails(failure(Kind.RESOURCE), true);
      default -> throw new AssertionError(fault);
    }
  }

  private void failSoon(Kind kind) {
    if (choices.chance(20)) {
      connection.fails(failure(kind), true); // T3.10: also inside of connect
    } else {
      after(latencyMillis, () -> connection.fails(failure(kind), false));
    }
  }

  private static TransportException failure(Kind kind) {
    return new TransportException(kind, "simulated " + kind, null);
  }

  private void rejectSoon(int status, @Nullable Integer seconds) {
    Duration retryAfter = seconds == null ? null : Duration.ofSeconds(seconds);
    long told = world.schedule().now() + 2L * latencyMillis * 1_000_000L;
    world.faultInjector().retryAfter(told, retryAfter);
    after(
        2 * latencyMillis,
        () -> {
          if (seconds != null && seconds > 600) {
            world.coverage().reached(Goal.RETRY_AFTER_ABOVE_LIMIT);
          }
          connection.fails(TransportException.rejected(status, retryAfter, "simulated"), false);
        });
  }

  private void after(int millis, Runnable work) {
    world.schedule().world(millis * 1_000_000L, work);
  }
}
