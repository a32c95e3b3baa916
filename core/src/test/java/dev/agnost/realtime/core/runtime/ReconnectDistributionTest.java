package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RetryLedger;
import dev.agnost.realtime.core.session.SessionMachine;
import dev.agnost.realtime.core.session.TransitionTable;
import dev.agnost.realtime.core.session.Verdict;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How clients that a server dropped all at once come back, with the default policy. */
class ReconnectDistributionTest {

  private static final int CLIENTS = 10_000;
  private static final int WAVES = 8;
  private static final long WINDOW = Duration.ofMillis(100).toNanos();
  private static final long SECOND = 1_000_000_000L;
  private static final long DROPPED_AT = 3_600 * SECOND;

  /**
   * The first wait is drawn from 1.9 s and each later one starts where the one before it ended, so
   * that a wave is never narrower than that: 100 ms of 1.9 s are 5.3 %. Attempts that fail at once
   * are the worst case, since what an attempt takes would spread them more.
   */
  @Test
  void clientsThatWereDroppedTogetherDoNotComeBackTogether() {
    long[][] waves = waves(new SplittableRandom(20_261_125));

    List<Double> shares = new ArrayList<>();
    for (long[] wave : waves) {
      shares.add(100.0 * busiestWindow(wave) / CLIENTS);
    }
    System.out.println("reconnects, busiest 100 ms of each wave in percent: " + shares);

    assertThat(shares).allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(6.0));
    assertThat(shares.subList(2, WAVES))
        .allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(5.0));
    assertThat(shares.subList(4, WAVES))
        .allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(3.5));
  }

  @Test
  void noDelayLeavesThePolicyUpToTheMillionthAttempt() {
    Client client = new Client(new SplittableRandom(7));
    long outage = 0;
    long first = client.drop();
    assertThat(first).isBetween(SECOND / 10, 2 * SECOND);

    for (int attempt = 1; attempt <= 1_000_000; attempt++) {
      outage = client.at - DROPPED_AT;
      long wait = client.fail();
      long cap = outage >= 60 * SECOND ? 30 * SECOND : 5 * SECOND;
      long ceiling = attempt > 5 ? cap : Math.min(cap, SECOND << attempt);
      if (wait < ceiling / 2 || wait > ceiling) {
        assertThat(wait).as("wait after attempt " + attempt).isBetween(ceiling / 2, ceiling);
      }
    }

    assertThat(outage).isGreaterThan(1_000_000L * 15 * SECOND / 2);
  }

  private static long[][] waves(SplittableRandom random) {
    long[][] waves = new long[WAVES][CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      Client client = new Client(random.split());
      client.drop();
      waves[0][i] = client.at;
      for (int wave = 1; wave < WAVES; wave++) {
        client.fail();
        waves[wave][i] = client.at;
      }
    }
    return waves;
  }

  /** The most that begin within any 100 ms. */
  private static int busiestWindow(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    int most = 0;
    for (int first = 0, last = 0; last < sorted.length; last++) {
      while (sorted[last] - sorted[first] >= WINDOW) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** Machine, ledger and policy of one client, each attempt of which fails as soon as it begins. */
  private static final class Client {
    private static final SessionMachine MACHINE = new SessionMachine(new TransitionTable());
    private static final Failure LOST = Failures.closed(CloseStatus.of(1012), "host.test");
    private static final Failure DOWN =
        Failures.failed(
            new TransportException(TransportException.Kind.UNREACHABLE, "down", null), "host.test");

    private final RetryLedger ledger = new RetryLedger();
    private final ReconnectDecider retries;
    private Context context = new Context(Phase.CONNECTED, Context.INITIAL.rest(), 1, false, false);
    private long at = DROPPED_AT;

    Client(SplittableRandom random) {
      this.retries = new ReconnectDecider(new Draft().options(), random::nextDouble);
      ledger.connected(0);
    }

    /** The connection that stood for an hour is lost; returns how long the client waits. */
    long drop() {
      return lost(Input.TRANSPORT_CLOSED, LOST);
    }

    /** The attempt that is due now fails; returns how long the client waits. */
    long fail() {
      context = MACHINE.step(context, Input.RETRY_DUE, false, null).context();
      ledger.nextAttempt();
      return lost(Input.TRANSPORT_FAILED, DOWN);
    }

    private long lost(Input input, Failure incident) {
      ledger.wentWrong(at);
      Verdict verdict = retries.decide(incident, ledger, context.phase() == Phase.CONNECTED, at);
      context = MACHINE.step(context, input, false, verdict).context();
      if (context.phase() != Phase.WAITING) {
        throw new AssertionError("it does not try again: " + context);
      }
      long wait = verdict.delay().orElseThrow().toNanos();
      at += wait;
      return wait;
    }
  }
}
