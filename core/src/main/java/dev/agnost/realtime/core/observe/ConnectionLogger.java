package dev.agnost.realtime.core.observe;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RetryLedger;
import dev.agnost.realtime.core.session.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the log of a session: state changes at INFO, attempts at DEBUG, and for an outage one WARN
 * when it begins and one summary when it ends, not a line for each attempt. On the serial executor
 * only.
 */
public final class ConnectionLogger {

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");

  private final String host;
  private boolean warned;
  private long stale;
  private long unusable;

  public ConnectionLogger(String host) {
    this.host = host;
  }

  /**
   * Logs a change of state: one warning for an outage, not for each attempt.
   *
   * @param ledger as it was before the change
   * @param now by the clock of the ledger
   */
  public void changed(
      ConnectionState previous,
      ConnectionState current,
      Failure incident,
      @Nullable Verdict verdict,
      RetryLedger ledger,
      long now) {
    switch (current) {
      case CONNECTED -> connected(ledger, now);
      case WAITING -> waiting(incident, verdict);
      case FAILED -> {
        warned = false;
        LOG.warn("gave up connecting to {}: {}", host, incident.message());
      }
      case CONNECTING -> LOG.debug("connecting to {}", host);
      case CLOSED -> {
        warned = false;
        LOG.info("closed, was {}: {}", previous, host);
      }
      case IDLE -> LOG.debug("idle");
    }
  }

  private void connected(RetryLedger ledger, long now) {
    if (warned) {
      warned = false;
      LOG.info(
          "connected to {} after {} s without a connection; automatic attempts: {}",
          host,
          ledger.outage(now).toSeconds(),
          ledger.attempts());
    } else {
      LOG.info("connected to {}", host);
    }
  }

  private void waiting(Failure incident, @Nullable Verdict verdict) {
    Object delay = verdict == null ? "" : verdict.delay().map(d -> d.toMillis() + " ms").orElse("");
    if (warned) {
      LOG.debug("{}; next attempt in {}", incident.message(), delay);
    } else {
      warned = true;
      LOG.warn(
          "no connection: {}; next attempt in {} (further failures of this outage at DEBUG)",
          incident.message(),
          delay);
    }
  }

  /** A signal came too late, or out of turn, to matter. */
  public void stale(Input input, Phase phase) {
    stale++;
    LOG.trace("ignored {} in {}, the {}th such signal", input, phase, stale);
  }

  /** An event that no listener can use. */
  public void unusable(String why) {
    unusable++;
    if (unusable == 1) {
      LOG.warn("skipped an event from {}: {} (further ones at DEBUG)", host, why);
    } else {
      LOG.debug("skipped an event from {}: {} ({} so far)", host, why, unusable);
    }
  }

  public void bug(Throwable thrown) {
    LOG.error("internal error; the connection to {} is given up", host, thrown);
  }

  public void callbacksRejected(Throwable rejected) {
    LOG.error(
        "AGN-214 the callback executor has refused tasks for five seconds; the client stops",
        rejected);
  }
}
