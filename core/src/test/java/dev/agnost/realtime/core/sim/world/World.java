package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Time, weather, network and server of one run, and the clients in it. */
final class World {

  static final String ENVIRONMENT = "env";

  /** What the server takes in one WebSocket message. */
  static final int MAX_PAYLOAD = 100_000;

  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400L * SECOND;

  private final Profile profile;
  private final Choices choices;
  private final Edits edits;
  private final CoverageCounts coverage = new CoverageCounts();
  private final Trace trace = new Trace();
  private final Schedule schedule;
  private final FaultInjector faultInjector;
  private final Server server;
  private final List<ClientHarness> harnesses = new ArrayList<>();
  private final List<SimulatedApplication> applications = new ArrayList<>();
  private final long clockStart;
  private final long chaosNanos;

  World(Profile profile, long seed, Edits edits) {
    this.profile = profile;
    this.edits = edits;
    this.choices = new Choices(seed, edits);
    this.schedule = new Schedule(choices);
    this.schedule.onBusyInstant(this::busy);
    Choices.Stream run = choices.stream("run");
    long planned = plannedNanos(profile, run);
    this.chaosNanos = Math.min(planned, Math.min(edits.chaosMillis(), 1L << 40) * 1_000_000L);
    // F107: the client's clock overflows in the middle of some runs
    this.clockStart = run.chance(50) ? Long.MAX_VALUE - run.below(600) * SECOND : 0;
    this.faultInjector = new FaultInjector(profile, chaosNanos, choices, edits, coverage);
    this.server = new Server(this, profile == Profile.FLEET ? 200 : 0);
  }

  private static long plannedNanos(Profile profile, Choices.Stream run) {
    int seconds = profile.chaosSeconds();
    long planned = (seconds / 2 + run.below(seconds)) * SECOND;
    return profile == Profile.LONG_OUTAGE && run.chance(5) ? (1 + run.below(30)) * DAY : planned;
  }

  /** Whether the run of this seed goes on for a day to a month. */
  static boolean lastsDays(Profile profile, long seed) {
    return plannedNanos(profile, new Choices(seed, Edits.NONE).stream("run")) >= DAY;
  }

  /** Adds a client with an application. */
  void populate(int clients) {
    for (int i = 0; i < clients; i++) {
      ClientHarness harness = new ClientHarness(this, i);
      harnesses.add(harness);
      applications.add(new SimulatedApplication(this, harness));
    }
  }

  /** The whole process of the clients freezes. */
  void freezes(long nanos) {
    for (SimulatedApplication application : applications) {
      application.freezes();
    }
    schedule.freeze(nanos, this::awake);
  }

  private void awake(long duration) {
    for (ClientHarness harness : harnesses) {
      harness.record().application(Kind.RUN, "phase", "asleep", "duration", duration);
    }
  }

  private void busy(long tasks) {
    if (harnesses.size() == 1) { // the count does not tell clients apart
      harnesses.get(0).record().application(Kind.RES, "what", "tasks", "value", tasks);
    }
  }

  /** The phase of the run is written down. */
  void phase(String name) {
    trace.add(schedule.now(), 0, 0, Kind.RUN, "phase", name);
  }

  /** The attachments of a message must be those of its number. */
  void checkAttachments(ParsedFrame parsed, List<byte[]> binary) {
    Long number = parsed.number();
    for (int i = 0; i < binary.size(); i++) {
      if (number != null && !Arrays.equals(binary.get(i), MessagePayload.attachment(number, i))) {
        coverage.broken("I32: the attachments of message " + number + " are not its own");
      }
    }
  }

  /** The monotonic clock of the clients. */
  long clock() {
    return clockStart + schedule.now();
  }

  /** The most that a packet takes, without a fault. The heal phase ends all slowness. */
  int latencyMillis() {
    return faultInjector.isOver() ? Profile.CALM.latencyMillis() : profile.latencyMillis();
  }

  Profile profile() {
    return profile;
  }

  Choices choices() {
    return choices;
  }

  Edits edits() {
    return edits;
  }

  CoverageCounts coverage() {
    return coverage;
  }

  Trace trace() {
    return trace;
  }

  Schedule schedule() {
    return schedule;
  }

  FaultInjector faultInjector() {
    return faultInjector;
  }

  Server server() {
    return server;
  }

  List<ClientHarness> harnesses() {
    return harnesses;
  }

  List<SimulatedApplication> applications() {
    return applications;
  }

  long chaosNanos() {
    return chaosNanos;
  }
}
