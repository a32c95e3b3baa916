package dev.agnost.realtime.core.sim.check;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the invariants depend on and a trace does not contain. Durations in nanoseconds.
 *
 * @param reconnect what the policy allows
 * @param bounds what the client may hold
 * @param timeout of an attempt as a whole
 * @param lateness how late timers may fire
 * @param traits how the client is set up and the run ends
 * @param ioThreads on which no callback may run
 * @param canaries secrets that must be nowhere
 */
public record RunFacts(
    ReconnectRules reconnect,
    Bounds bounds,
    long timeout,
    long lateness,
    Set<Trait> traits,
    Set<String> ioThreads,
    Set<String> canaries) {

  /** A yes-or-no fact. */
  public enum Trait {
    /** The option bufferMessages. */
    BUFFERS,
    /** The option autoJoinChannels. */
    REJOINS,
    /** The session token comes from a supplier that is worth asking again. */
    REFRESHES_TOKEN,
    /** The policy is that of {@link #reconnect()}; if missing, waits are not judged. */
    STANDARD_WAITS,
    /** The policy retries what is permanent. */
    RETRIES_PERMANENT,
    /** The executor of callbacks may refuse tasks, so callbacks can get lost. */
    REFUSES_CALLBACKS,
    /** The run ends with each client closed and everything settled. */
    ENDS_CLOSED
  }

  /** Copies. */
  public RunFacts {
    traits = Set.copyOf(traits);
    ioThreads = Set.copyOf(ioThreads);
    canaries = Set.copyOf(canaries);
  }

  /** A client with default options in a run that ends closed. */
  public static final RunFacts STANDARD =
      new RunFacts(
          ReconnectRules.STANDARD,
          Bounds.STANDARD,
          20_000_000_000L,
          0,
          EnumSet.of(Trait.BUFFERS, Trait.REJOINS, Trait.STANDARD_WAITS, Trait.ENDS_CLOSED),
          Set.of(),
          Set.of());

  /** Whether this is so. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The same with other rules of reconnecting. */
  public RunFacts with(ReconnectRules other) {
    return new RunFacts(other, bounds, timeout, lateness, traits, ioThreads, canaries);
  }

  /** The same with other bounds. */
  public RunFacts with(Bounds other) {
    return new RunFacts(reconnect, other, timeout, lateness, traits, ioThreads, canaries);
  }

  /** The same with these traits and no other. */
  public RunFacts withTraits(Set<Trait> others) {
    return new RunFacts(reconnect, bounds, timeout, lateness, others, ioThreads, canaries);
  }

  /** The same with a trait less. */
  public RunFacts without(Trait trait) {
    EnumSet<Trait> fewer = EnumSet.noneOf(Trait.class);
    fewer.addAll(traits);
    fewer.remove(trait);
    return withTraits(fewer);
  }

  /** The same with one trait more. */
  public RunFacts and(Trait trait) {
    EnumSet<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return withTraits(more);
  }

  /** The same with timers that may be late. */
  public RunFacts withLateness(long other) {
    return new RunFacts(reconnect, bounds, timeout, other, traits, ioThreads, canaries);
  }

  /** The same with another deadline. */
  public RunFacts withTimeout(long other) {
    return new RunFacts(reconnect, bounds, other, lateness, traits, ioThreads, canaries);
  }

  /** The same with these threads of the engine. */
  public RunFacts withIoThreads(Set<String> others) {
    return new RunFacts(reconnect, bounds, timeout, lateness, traits, others, canaries);
  }

  /** The same with these secrets. */
  public RunFacts withCanaries(Set<String> others) {
    return new RunFacts(reconnect, bounds, timeout, lateness, traits, ioThreads, others);
  }
}
