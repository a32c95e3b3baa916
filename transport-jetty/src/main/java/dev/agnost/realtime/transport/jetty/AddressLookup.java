package dev.agnost.realtime.transport.jetty;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks names up on threads that may block. Nothing is cached: an attempt either joins a look-up of
 * the same name that is under way, so that one which hangs for ever holds one thread and not one
 * for each attempt, or begins its own.
 *
 * <p>Thread-safe.
 */
final class AddressLookup {

  /** Hears the outcome once, on the thread that looked up. */
  interface Waiter {

    void found(InetAddress[] addresses);

    void notFound(Throwable cause);
  }

  private final HostResolver resolver;
  private final Executor threads;
  private final ConcurrentMap<String, Set<Waiter>> underWay = new ConcurrentHashMap<>();

  /**
   * @param threads borrowed; may be blocked for long
   */
  AddressLookup(HostResolver resolver, Executor threads) {
    this.resolver = resolver;
    this.threads = threads;
  }

  void find(String host, Waiter waiter) {
    Set<Waiter> fresh = new HashSet<>();
    Set<Waiter> joined =
        underWay.compute(
            host,
            (name, known) -> {
              Set<Waiter> all = known == null ? fresh : known;
              all.add(waiter);
              return all;
            });
    if (joined == fresh) {
      start(host);
    }
  }

  /** The waiter no longer wants to hear of it. */
  void forget(String host, Waiter waiter) {
    underWay.computeIfPresent(
        host,
        (name, waiters) -> {
          waiters.remove(waiter);
          return waiters;
        });
  }

  private void start(String host) {
    try {
      threads.execute(() -> lookUp(host));
    } catch (RejectedExecutionException closed) {
      waitersFor(host).forEach(waiter -> waiter.notFound(closed));
    }
  }

  private void lookUp(String host) {
    InetAddress[] addresses;
    try {
      addresses = resolver.addressesOf(host);
    } catch (Exception | Error failure) { // thread boundary: the waiters are told
      waitersFor(host).forEach(waiter -> waiter.notFound(failure));
      return;
    }
    waitersFor(host).forEach(waiter -> waiter.found(addresses));
  }

  private Set<Waiter> waitersFor(String host) {
    return Objects.requireNonNullElse(underWay.remove(host), Set.of());
  }
}
