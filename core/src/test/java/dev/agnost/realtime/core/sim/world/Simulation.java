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
    world.applications().forEach(SimulatedApplication::begin);
    new FaultSchedule(world).begin();
    new ServerTraffic(world).begin();
    Schedule schedule = world.schedule();
    schedule.runUntil(world.chaosNanos());
    schedule.runUntil(schedule.now() + schedule.frozenFor()); // awake, whatever comes next
  }

  private static void heal(World world) {
    Schedule schedule = world.schedule();
    world.faultInjector().clears();
    world.phase("heal");
    for (ClientHarness harness : world.harnesses()) {
      harness.transport().live().forEach(connection -> connection.slowDown(0));
      harness.soon(0, () -> {});
    }
    for (int i = 0; i < world.applications().size(); i++) {
      world.harnesses().get(i).soon(0, world.applications().get(i)::heal);
    }
    long quiet = Math.max(0, world.faultInjector().retryAfterUntil() - schedule.now());
    schedule.runUntil(schedule.now() + schedule.frozenFor() + quiet + healing(world));
    world.phase("healed");
    for (ClientHarness harness : world.harnesses()) {
      for (SimConnection connection : harness.transport().live()) {
        ServerSession session = connection.session();
        if (session != null && session.isConnected()) {
          harness
              .record()
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
    for (int i = 0; i < world.applications().size(); i++) {
      SimulatedApplication application = world.applications().get(i);
      if (!application.isConnected()) {
        world.coverage().broken("I25: client " + i + " is not connected after the healing");
      } else if (application.unsent() > 0) {
        world
            .coverage()
            .broken("I25: client " + i + " still has " + application.unsent() + " unsent");
      }
    }
  }

  /** Cap, timeout, heartbeat, a listener that still blocks, and some more. */
  private static long healing(World world) {
    Options options = world.applications().get(0).options();
    long heartbeat = world.faultInjector().hadOddIntervals() ? 120 : 40;
    long held = world.faultInjector().hadHolds() ? 150 : 0;
    return 2 * options.timeout().toNanos()
        + options.longOutageCap().toNanos()
        + (heartbeat + held + 35) * SECOND;
  }

  private static void close(World world) {
    Schedule schedule = world.schedule();
    world.phase("closing");
    for (int i = 0; i < world.applications().size(); i++) {
      world.harnesses().get(i).soon(0, world.applications().get(i)::release);
    }
    schedule.runUntil(schedule.now() + 10 * SECOND);
    world.phase("end");
    for (int i = 0; i < world.harnesses().size(); i++) {
      ClientHarness harness = world.harnesses().get(i);
      check(world, i, harness.armed() == 0, "I27: timers armed at the end: " + harness.armed());
      check(world, i, harness.isReleased(), "I29: not released at the end");
      int live = harness.transport().live().size();
      check(world, i, live == 0, "I09: connections at the end: " + live);
      int unsent = world.applications().get(i).unsent();
      check(world, i, unsent == 0, "I29: messages without a fate at the end: " + unsent);
    }
  }

  private static void check(World world, int client, boolean holds, String broken) {
    if (!holds) {
      world.coverage().broken(broken + " (client " + client + ")");
    }
  }
}
