package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.function.Consumer;

/** Runs one world from its beginning to its end: chaos, healing, closing. */
final class Simulation {

  private static final long SECOND = 1_000_000_000L;

  private Simulation() {}

  /** The run of a seed. */
  static Outcome run(Profile profile, long seed) {
    return run(profile, seed, Edits.NONE);
  }

  /** The run of a seed, edited. */
  static Outcome run(Profile profile, long seed, Edits edits) {
    return run(profile, seed, edits, world -> {});
  }

  /**
   * The run of a seed, edited.
   *
   * @param more adds to what happens in the chaos, before it begins
   */
  static Outcome run(Profile profile, long seed, Edits edits, Consumer<World> more) {
    World world = new World(profile, seed, edits);
    world.populate(profile == Profile.FLEET ? 50 + world.choices().stream("fleet").below(950) : 1);
    more.accept(world);
    chaos(world);
    heal(world);
    close(world);
    return Outcome.of(profile, seed, edits, world);
  }

  private static void chaos(World world) {
    world.phase("chaos");
    world.apps().forEach(App::begin);
    new Trouble(world).begin();
    new Chatter(world).begin();
    Schedule schedule = world.schedule();
    schedule.runUntil(world.chaosNanos());
    schedule.runUntil(schedule.now() + schedule.frozenFor()); // awake, whatever comes next
  }

  private static void heal(World world) {
    Schedule schedule = world.schedule();
    world.weather().clears();
    world.phase("heal");
    for (Port port : world.ports()) {
      port.transport().live().forEach(connection -> connection.slowDown(0));
      port.soon(0, () -> {});
    }
    for (int i = 0; i < world.apps().size(); i++) {
      world.ports().get(i).soon(0, world.apps().get(i)::heal);
    }
    long quiet = Math.max(0, world.weather().retryAfterUntil() - schedule.now());
    schedule.runUntil(schedule.now() + schedule.frozenFor() + quiet + healing(world));
    world.phase("healed");
    for (Port port : world.ports()) {
      for (SimConnection connection : port.transport().live()) {
        ServerSession session = connection.session();
        if (session != null && session.isConnected()) {
          port.record()
              .wire(
                  connection.epoch(),
                  Kind.WIRE_ROOMS,
                  "sid",
                  session.sid(),
                  "rooms",
                  String.join(",", session.rooms()),
                  "profile",
                  session.profile());
        }
      }
    }
    for (int i = 0; i < world.apps().size(); i++) {
      App app = world.apps().get(i);
      if (!app.isConnected()) {
        world.tally().broken("I25: client " + i + " is not connected after the healing");
      } else if (app.unsent() > 0) {
        world.tally().broken("I25: client " + i + " still has " + app.unsent() + " unsent");
      }
    }
  }

  /** Cap, timeout, heartbeat, a listener that still blocks, and some more. */
  private static long healing(World world) {
    Options options = world.apps().get(0).options();
    long heartbeat = world.weather().hadOddIntervals() ? 120 : 40;
    long held = world.weather().hadHolds() ? 150 : 0;
    return 2 * options.timeout().toNanos()
        + options.longOutageCap().toNanos()
        + (heartbeat + held + 35) * SECOND;
  }

  private static void close(World world) {
    Schedule schedule = world.schedule();
    world.phase("closing");
    for (int i = 0; i < world.apps().size(); i++) {
      world.ports().get(i).soon(0, world.apps().get(i)::release);
    }
    schedule.runUntil(schedule.now() + 10 * SECOND);
    world.phase("end");
    for (int i = 0; i < world.ports().size(); i++) {
      Port port = world.ports().get(i);
      check(world, i, port.armed() == 0, "I27: timers armed at the end: " + port.armed());
      check(world, i, port.isReleased(), "I29: not released at the end");
      int live = port.transport().live().size();
      check(world, i, live == 0, "I09: connections at the end: " + live);
      int unsent = world.apps().get(i).unsent();
      check(world, i, unsent == 0, "I29: messages without a fate at the end: " + unsent);
    }
  }

  private static void check(World world, int client, boolean holds, String broken) {
    if (!holds) {
      world.tally().broken(broken + " (client " + client + ")");
    }
  }
}
