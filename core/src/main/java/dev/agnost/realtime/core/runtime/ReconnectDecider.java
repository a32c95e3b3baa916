package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ReconnectContext;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.RetryLedger;
import dev.agnost.realtime.core.session.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the reconnect policy, and bounds its answer. On the serial executor only. */
final class ReconnectDecider {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");
  private static final Duration MOST_RETRY_AFTER = Duration.ofMinutes(10);

  private final SessionOptions options;
  private final DoubleSupplier random;
  private int denials; // 401 or 403 in a row

  ReconnectDecider(SessionOptions options, DoubleSupplier random) {
    this.options = options;
    this.random = random;
  }

  /**
   * @param failure what went wrong
   * @param ledger counted up already
   * @param afterConnection whether an established connection was lost
   */
  Verdict decide(Failure failure, RetryLedger ledger, boolean afterConnection, long now) {
    denials = failure.denied() ? Math.min(denials, 1) + 1 : 0;
    ReconnectContext context =
        new Facts(
            ledger.attempts() + 1,
            ledger.level(),
            afterConnection,
            ledger.outage(now),
            options.reconnectionDelay(),
            failure.retryAfter(),
            failure.permanent() || isDeniedForGood(),
            afterConnection ? failure.reason().text() : failure.code(),
            random);
    try {
      Optional<Duration> delay = options.policy().nextDelay(context);
      if (delay.isEmpty()) {
        return Verdict.STOP;
      }
      if (delay.get().isNegative()) {
        LOG.error("the reconnect policy returned a negative delay; not trying again: {}", delay);
        return Verdict.STOP;
      }
      return Verdict.retryAfter(atLeast(delay.get(), failure.retryAfter()));
    } catch (RuntimeException | Error thrown) { // the boundary to user code
      LOG.error("the reconnect policy threw; not trying again", thrown);
      return Verdict.STOP;
    }
  }

  /** Constant credentials were rejected twice; a single rejection may be transient. */
  private boolean isDeniedForGood() {
    return denials > 1 && options.credentials().headersAreConstant();
  }

  private static Duration atLeast(Duration delay, Optional<Duration> retryAfter) {
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration bounded = asked.compareTo(MOST_RETRY_AFTER) > 0 ? MOST_RETRY_AFTER : asked;
    return delay.compareTo(bounded) < 0 ? bounded : delay;
  }

  private record Facts(
      long attempt,
      long level,
      boolean afterConnection,
      Duration outage,
      Duration baseDelay,
      Optional<Duration> retryAfter,
      boolean permanent,
      String code,
      DoubleSupplier numbers)
      implements ReconnectContext {

    @Override
    public double random() {
      return numbers.getAsDouble();
    }
  }
}
