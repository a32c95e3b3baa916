package dev.agnost.realtime.core.sim.world;

import static dev.agnost.realtime.core.sim.world.Fault.Stage.APPLICATION;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.ATTEMPT;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.CLOCK;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.CREDENTIALS;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.HANDSHAKE;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.RUDE;
import static dev.agnost.realtime.core.sim.world.Fault.Stage.STANDING;

import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of trouble. Each has a share of the seeds; a fault that it allows is on in a run with the
 * probability of its swarm.
 */
enum Profile {
  /** Nothing goes wrong but what the application does. */
  CALM(20, 60, Set.of(), 0, 0, 0, 0),
  /** Connections stand for seconds. */
  FLAPPING(
      12,
      300,
      EnumSet.of(
          Fault.F94_ACCEPT_THEN_DROP,
          Fault.F10_RESET,
          Fault.F56_CLOSE_CODES,
          Fault.F68_ENGINE_CLOSE,
          Fault.F60_CLOSE_UNANSWERED,
          Fault.F07_REFUSED,
          Fault.F93_RESTART),
      70,
      20,
      40,
      8),
  /** Packets vanish without an error. */
  BLACK_HOLE(
      8,
      600,
      EnumSet.of(
          Fault.F02_RESOLVER_SLOW,
          Fault.F08_SWALLOWED,
          Fault.F41_SLOW_HEADERS,
          Fault.F12_HALF_OPEN,
          Fault.F13_SILENT_TO_CLIENT,
          Fault.F14_SILENT_TO_SERVER,
          Fault.F61_NO_OPEN,
          Fault.F65_PINGS_STOP,
          Fault.F72_CONNECT_UNANSWERED,
          Fault.F60_CLOSE_UNANSWERED),
      60,
      30,
      25,
      45),
  /** Everything works, slowly. */
  BROWN_OUT(
      8,
      300,
      EnumSet.of(
          Fault.F15_PEER_STOPS_READING,
          Fault.F17_LATENCY,
          Fault.F02_RESOLVER_SLOW,
          Fault.F99_FLOOD,
          Fault.FLOOD_FROM_SERVER,
          Fault.F35_RETRY_AFTER,
          Fault.F36_BAD_GATEWAY,
          Fault.SLOW_WORKERS,
          Fault.SLOW_CALLBACKS),
      60,
      25,
      10,
      20),
  /** No connection for hours or weeks. */
  LONG_OUTAGE(2, 6 * 3_600, Fault.at(ATTEMPT), 30, 40, 0, 900),
  /** The transport breaks its rules. */
  RUDE_TRANSPORT(
      14,
      240,
      with(
          Fault.at(RUDE),
          Fault.F10_RESET,
          Fault.F07_REFUSED,
          Fault.F56_CLOSE_CODES,
          Fault.F94_ACCEPT_THEN_DROP,
          Fault.F80_KICK,
          Fault.F60_CLOSE_UNANSWERED),
      45,
      20,
      20,
      15),
  /** Listeners take their time, throw, and call back. */
  SLOW_LISTENER(
      8,
      300,
      with(
          Fault.at(APPLICATION),
          Fault.FLOOD_FROM_SERVER,
          Fault.F10_RESET,
          Fault.F56_CLOSE_CODES,
          Fault.F07_REFUSED),
      55,
      15,
      10,
      25),
  /** The server breaks its protocols. */
  HOSTILE_SERVER(10, 300, Fault.at(HANDSHAKE, STANDING), 35, 10, 45, 12),
  /** Timers are late and the clock jumps. */
  CLOCK_CHAOS(
      5,
      300,
      with(Fault.at(CLOCK), Fault.F10_RESET, Fault.F12_HALF_OPEN, Fault.F07_REFUSED),
      70,
      20,
      0,
      40),
  /** The machine sleeps. */
  SUSPEND(
      3,
      900,
      EnumSet.of(
          Fault.F105_SUSPEND,
          Fault.F105_PAUSE,
          Fault.F10_RESET,
          Fault.F07_REFUSED,
          Fault.F12_HALF_OPEN),
      80,
      30,
      0,
      60),
  /** Tokens come late, fail, and go stale. */
  CREDENTIAL_ROTATION(
      6,
      300,
      with(
          Fault.at(CREDENTIALS),
          Fault.F77_SESSION_REFUSED,
          Fault.F75_KEY_REFUSED,
          Fault.F78_SERVER_ERROR,
          Fault.F80_KICK,
          Fault.F10_RESET,
          Fault.SLOW_WORKERS),
      65,
      5,
      30,
      20),
  /** Many clients, one server that takes only so many at a time. */
  FLEET(0, 180, EnumSet.of(Fault.F93_RESTART), 100, 0, 0, 60),
  /** Anything. */
  MIXED(4, 600, EnumSet.allOf(Fault.class), 20, 15, 15, 20);

  private final int share;
  private final int chaosSeconds;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that never changes
  private final Set<Fault> faults;

  private final int swarmPercent;
  private final int attemptPercent;
  private final int handshakePercent;
  private final int troubleSeconds;

  /**
   * @param share of the seeds, in percent; 0 for one that has runs of its own
   * @param swarmPercent how probable it is that a fault is on in a run
   * @param attemptPercent how many attempts get no WebSocket
   * @param handshakePercent how many handshakes go wrong
   * @param troubleSeconds the mean time between faults of a standing connection; 0 for none
   */
  Profile(
      int share,
      int chaosSeconds,
      Set<Fault> faults,
      int swarmPercent,
      int attemptPercent,
      int handshakePercent,
      int troubleSeconds) {
    this.share = share;
    this.chaosSeconds = chaosSeconds;
    this.faults = faults;
    this.swarmPercent = swarmPercent;
    this.attemptPercent = attemptPercent;
    this.handshakePercent = handshakePercent;
    this.troubleSeconds = troubleSeconds;
  }

  private static Set<Fault> with(Set<Fault> some, Fault... more) {
    Set<Fault> all = EnumSet.copyOf(some);
    all.addAll(Set.of(more));
    return all;
  }

  int share() {
    return share;
  }

  int chaosSeconds() {
    return chaosSeconds;
  }

  Set<Fault> faults() {
    return faults;
  }

  int swarmPercent() {
    return swarmPercent;
  }

  int attemptPercent() {
    return attemptPercent;
  }

  int handshakePercent() {
    return handshakePercent;
  }

  int troubleSeconds() {
    return troubleSeconds;
  }

  int latencyMillis() {
    return this == BROWN_OUT ? 800 : 80;
  }

  /** Mean seconds between operations of the application. */
  int thinkSeconds() {
    return this == LONG_OUTAGE ? 900 : this == FLEET ? 30 : 5;
  }

  boolean hasOutage() {
    return this == LONG_OUTAGE || this == BLACK_HOLE || this == CLOCK_CHAOS || this == MIXED;
  }

  /** The profile of a seed, by shares. */
  static Profile of(long seed) {
    int at = (int) Math.floorMod((seed * 0x9E3779B97F4A7C15L) >>> 20, 100L);
    for (Profile profile : values()) {
      at -= profile.share;
      if (at < 0) {
        return profile;
      }
    }
    return MIXED;
  }
}
