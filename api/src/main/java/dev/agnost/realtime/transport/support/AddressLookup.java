package dev.agnost.realtime.transport.support;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks names up on threads that may block, for transports whose own threads may not (T2.1).
 * Nothing is cached: an attempt either joins a look-up of the same name that is under way, so that
 * one which hangs for ever holds one thread and not one for each attempt, or begins its own.
 *
 * <p>Thread-safe, and never blocks.
 */
public final class AddressLookup {

  /** Receives the outcome of a look-up, at most once. Must not throw. */
  public interface Waiter {

    /**
     * The name is known. Called on the thread that looked up.
     *
     * @param addresses as the resolver gave them
     */
    void found(List<InetAddress> addresses);

    /**
     * There is no address. Called on the thread that looked up, or inside {@link #find} if the
     * executor takes no more tasks.
     *
     * @param cause what the resolver or the executor threw
     */
    void notFound(Throwable cause);
  }

  private final HostResolver resolver;
  private final Executor threads;
  private final ConcurrentMap<String, Set<Waiter>> underWay = new ConcurrentHashMap<>();

  /**
   * Nothing is looked up yet.
   *
   * @param resolver does the work
   * @param threads borrowed; each look-up that is under way may block one of them for long
   */
  public AddressLookup(HostResolver resolver, Executor threads) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.threads = Objects.requireNonNull(threads, "threads");
  }

  /**
   * Looks a name up, or joins the look-up of it that is under way.
   *
   * @param host a name; an address needs no look-up
   * @param waiter told of the outcome, unless {@link #forget forgotten} before
   */
  public void find(String host, Waiter waiter) {
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

  /**
   * Removes a waiter. It may still be called if the answer has already arrived. The look-up itself
   * goes on.
   *
   * @param host as given to {@link #find}
   * @param waiter as given to {@link #find}; any other is ignored
   */
  public void forget(String host, Waiter waiter) {
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
    List<InetAddress> addresses;
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
