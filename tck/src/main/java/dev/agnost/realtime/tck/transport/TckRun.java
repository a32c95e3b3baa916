package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all tests of one transport share. Used by the test's thread. */
final class TckRun implements AutoCloseable {

  /** Starts the names of the kit's own threads, which the rules about threads leave out. */
  static final String THREAD_PREFIX = "tck-";

  private final TckSettings settings;
  private final Supplier<TransportProvider> providers;
  private final Deadline deadline;
  private final SignalViolations breaches = new SignalViolations();
  private final TckReport report;
  private final LongRunningChecks slow;
  private boolean slowStarted;
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, THREAD_PREFIX + "pool");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable TlsMaterial tls;
  private @Nullable HttpPeer http;

  TckRun(TckSettings settings, Supplier<TransportProvider> providers) {
    this.settings = settings;
    this.providers = providers;
    this.deadline = new Deadline(settings.timeoutFactor());
    this.report = new TckReport(settings);
    this.slow = new LongRunningChecks(this);
  }

  TckSettings settings() {
    return settings;
  }

  /** A fresh provider at each call, if the adopter does so. */
  TransportProvider provider() {
    return providers.get();
  }

  /** Whether the provider declares what the rule is about; true unless that is a capability. */
  boolean offers(RuleBook.Entry rule) {
    return rule.capability() == null || provider().capabilities().contains(rule.capability());
  }

  Deadline deadline() {
    return deadline;
  }

  SignalViolations breaches() {
    return breaches;
  }

  TckReport report() {
    return report;
  }

  LongRunningChecks slow() {
    return slow;
  }

  /** For short tasks beside the test. */
  ExecutorService pool() {
    return pool;
  }

  /** Opens the connections of the slow rules once; a transport that hangs does not hang this. */
  void startSlow() {
    if (!slowStarted) {
      slowStarted = true;
      Thread starter = new Thread(slow::start, THREAD_PREFIX + "slow");
      starter.setDaemon(true);
      starter.start();
    }
  }

  TlsMaterial tls() {
    if (tls == null) {
      tls = TlsMaterial.create();
    }
    return tls;
  }

  /** WireMock, started by the first test that needs it. */
  HttpPeer http() {
    HttpPeer shared = settings.sharedHttp();
    if (shared != null) {
      return shared;
    }
    if (http == null) {
      http = new HttpPeer();
    }
    return http;
  }

  @Override
  public void close() {
    slow.close();
    pool.shutdownNow();
    if (http != null) {
      http.close();
    }
  }
}
