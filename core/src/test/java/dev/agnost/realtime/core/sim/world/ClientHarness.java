package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Everything that one client finds around itself. */
final class ClientHarness implements Scheduler {

  private static final long MILLI = 1_000_000L;

  private final World world;
  private final int client;
  private final Schedule schedule;
  private final String suffix;
  private final Recorder record;
  private final SimTransport transport;
  private final SimulatedCredentials credentials;
  private final Choices.Stream timing;
  private final Choices.Stream jitter;
  private Runnable afterTask = () -> {};
  private Supplier<String> state = () -> "IDLE";
  private long lastWork = -1; // when the latest work is due
  private int released;
  private int armed;

  ClientHarness(World world, int client) {
    this.world = world;
    this.client = client;
    this.schedule = world.schedule();
    this.suffix = client == 0 ? "" : "-" + client;
    this.record = new Recorder(world, client);
    this.timing = choices("timing");
    this.jitter = choices("jitter");
    long maxBuffered = choices("options").of(Long.MAX_VALUE, 16L << 20, 1L << 16);
    this.transport = new SimTransport(world, this, maxBuffered);
    this.credentials = new SimulatedCredentials(world, this);
  }

  SessionEnvironment surroundings() {
    return new SessionEnvironment(
        this,
        jitter::fraction,
        this::work,
        this::callBack,
        () -> transport,
        () -> {
          released++;
          transport.close();
          if (released > 1) {
            world.coverage().broken("I56: released " + released + " times");
          }
        });
  }

  // ----------------------------------------------------------------------------------- executors

  private void work(Runnable task) {
    reject();
    boolean slow = world.faultInjector().strikes(Fault.SLOW_WORKERS, timing, 20);
    // in order, as far as one can tell: several threads would only make it worse for the judge
    long due = Math.max(lastWork + 1, schedule.now() + (slow ? timing.below(600) * MILLI : 0));
    lastWork = due;
    soon(due - schedule.now(), task);
  }

  private void callBack(Runnable task) {
    reject();
    boolean slow = world.faultInjector().strikes(Fault.SLOW_CALLBACKS, timing, 20);
    soon(slow ? timing.below(600) * MILLI : 0, task);
  }

  private void reject() {
    if (released > 0) {
      throw new RejectedExecutionException("the client is released");
    }
  }

  /** Runs a task of this client later, and then looks at what its state has become. */
  Schedule.Task soon(long nanos, Runnable task) {
    return schedule.client(
        nanos,
        () -> {
          task.run();
          afterTask.run();
          transport.lookAtDemand();
        });
  }

  /** Has this run after each task of the client, and asks this for its state. */
  void attach(Runnable look, Supplier<String> clientState) {
    afterTask = look;
    state = clientState;
  }

  /** Looks at the state now. */
  void look() {
    afterTask.run();
  }

  /** What {@code state()} returns now. */
  String state() {
    return state.get();
  }

  // -------------------------------------------------------------------------------------- timers

  @Override
  public long now() {
    return world.clock();
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    if (delay.isNegative()) {
      world.coverage().broken("I20: a negative delay: " + delay);
    }
    reject();
    long late =
        world.faultInjector().strikes(Fault.F106_LATE_TIMERS, timing, 30)
            ? timing.below(20) * 100L * MILLI
            : 0;
    long number = record.armed(delay, task);
    armed++;
    Schedule.Task due =
        soon(
            delay.toNanos() + late,
            () -> {
              armed--;
              record.fired(number);
              task.run();
            });
    return () -> {
      if (!due.isOver()) {
        due.cancel();
        armed--;
        record.cancelled(number);
      }
    };
  }

  /** How many timers are armed. */
  int armed() {
    return armed;
  }

  // --------------------------------------------------------------------------------------- parts

  /** Which client it is, from 0. */
  int number() {
    return client;
  }

  Choices.Stream choices(String name) {
    return world.choices().stream(suffix.isEmpty() ? name : name + suffix);
  }

  Recorder record() {
    return record;
  }

  SimTransport transport() {
    return transport;
  }

  SimulatedCredentials credentials() {
    return credentials;
  }

  CoverageCounts goals() {
    return world.coverage();
  }

  boolean isReleased() {
    return released > 0;
  }
}
