package dev.agnost.realtime.core.sim.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one run, and when: a subset of faults drawn from the seed, since all of them
 * at once would hide behind each other, and outages in which hardly an attempt succeeds.
 */
final class FaultInjector {

  private final Set<Fault> enabled = EnumSet.noneOf(Fault.class);
  private final Set<Fault.Stage> stages = EnumSet.noneOf(Fault.Stage.class);
  private final List<Fault> ofAttempts = new ArrayList<>();
  private final List<Fault> ofHandshakes = new ArrayList<>();
  private final List<Fault> ofStanding = new ArrayList<>();
  private final Profile profile;
  private final CoverageCounts coverage;
  private final long outageFrom;
  private final long outageTo;
  private long retryAfterUntil;
  private boolean over;

  FaultInjector(
      Profile profile, long chaosNanos, Choices choices, Edits edits, CoverageCounts coverage) {
    this.profile = profile;
    this.coverage = coverage;
    Choices.Stream swarm = choices.stream("swarm");
    for (Fault fault : profile.faults()) {
      boolean chosen = swarm.chance(profile.swarmPercent());
      if (chosen && !edits.isOff(fault)) {
        enabled.add(fault);
        stages.add(fault.stage());
        List<Fault> list = listOf(fault.stage());
        if (list != null) {
          list.add(fault);
        }
      }
    }
    if (profile.hasOutage()) {
      outageFrom = (long) (chaosNanos * 0.3 * swarm.fraction());
      outageTo = outageFrom + (long) (chaosNanos * (0.3 + 0.4 * swarm.fraction()));
    } else {
      outageFrom = 0;
      outageTo = 0;
    }
  }

  private @Nullable List<Fault> listOf(Fault.Stage stage) {
    return switch (stage) {
      case ATTEMPT -> ofAttempts;
      case HANDSHAKE -> ofHandshakes;
      case STANDING -> ofStanding;
      case APPLICATION, CREDENTIALS, CLOCK, RUDE -> null;
    };
  }

  /** The chaos ends; nothing goes wrong any more. */
  void clears() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Whether any fault of this stage can strike. */
  boolean has(Fault.Stage stage) {
    return !over && stages.contains(stage);
  }

  /** How late a timer may be, in nanoseconds. */
  long lateness() {
    boolean slow = enabled.contains(Fault.SLOW_WORKERS) || enabled.contains(Fault.SLOW_CALLBACKS);
    // late twice, and a second of grace in between
    return (enabled.contains(Fault.F106_LATE_TIMERS) ? 5_000_000_000L : 0)
        + (slow ? 2_000_000_000L : 0);
  }

  /** Whether a server may have asked for long silences. */
  boolean hadOddIntervals() {
    return enabled.contains(Fault.F63_ODD_INTERVALS);
  }

  /** Whether user code may still be held up. */
  boolean hadHolds() {
    return enabled.contains(Fault.F97_LISTENER_BLOCKS) || enabled.contains(Fault.KEY_BLOCKS);
  }

  /** Whether a fault strikes now, if it is possible at all. */
  boolean strikes(Fault fault, Choices.Stream choices, int percent) {
    if (over || !enabled.contains(fault) || !choices.chance(percent)) {
      return false;
    }
    coverage.struck(fault);
    return true;
  }

  /** What keeps an attempt from getting a WebSocket, if anything does. */
  @Nullable Fault attemptFault(long now, Choices.Stream choices) {
    if (over) {
      return null;
    }
    boolean outage = now >= outageFrom && now < outageTo;
    if (!choices.chance(outage ? 99 : profile.attemptPercent())) {
      return null;
    }
    if (ofAttempts.isEmpty()) {
      return outage ? struck(Fault.F07_REFUSED) : null;
    }
    return pick(ofAttempts, choices);
  }

  /** What goes wrong between the WebSocket and the CONNECT reply, if anything does. */
  @Nullable Fault handshakeFault(Choices.Stream choices) {
    return over || ofHandshakes.isEmpty() || !choices.chance(profile.handshakePercent())
        ? null
        : pick(ofHandshakes, choices);
  }

  /** What happens to a connection that stands. */
  @Nullable Fault standingFault(Choices.Stream choices) {
    return over || ofStanding.isEmpty() ? null : pick(ofStanding, choices);
  }

  private Fault pick(List<Fault> faults, Choices.Stream choices) {
    return struck(faults.get(choices.below(faults.size())));
  }

  private Fault struck(Fault fault) {
    coverage.struck(fault);
    return fault;
  }

  /** The server wished for a pause. */
  void retryAfter(long now, @Nullable Duration wish) {
    if (wish != null) {
      long nanos = Math.min(wish.toNanos(), Duration.ofMinutes(10).toNanos());
      retryAfterUntil = Math.max(retryAfterUntil, now + nanos);
    }
  }

  /** Until when a client may keep still because it was told to. */
  long retryAfterUntil() {
    return retryAfterUntil;
  }
}
