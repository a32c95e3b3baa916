package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.client.SimulatedClient;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.sim.check.RunFacts;
import dev.agnost.realtime.core.sim.trace.Kind;
import org.jspecify.annotations.Nullable;

/** An application with one client: what it does of its own accord. */
final class SimulatedApplication {

  private static final JacksonPayloadCodec CODEC = new JacksonPayloadCodec();
  private static final String[] CHANNELS = {"a", "b", "c"};
  private static final int MOST_BYTES = 60_000;

  private final World world;
  private final ClientHarness harness;
  private final Choices.Stream choices;
  private final Options options;
  private final RecordedCalls calls;
  private final RecordingListeners recordingListeners;

  private @Nullable ConnectionState state; // as last looked at
  private @Nullable String socketId;
  private int operations;
  private boolean released;

  SimulatedApplication(World world, ClientHarness harness) {
    this.world = world;
    this.harness = harness;
    this.choices = harness.choices("app");
    this.options = Options.draw(world, harness.choices("options"));
    this.calls =
        new RecordedCalls(
            harness,
            SimulatedClient.of(
                options.toSession(harness.credentials()),
                harness.surroundings(),
                CODEC,
                MOST_BYTES));
    this.recordingListeners =
        new RecordingListeners(
            harness, calls, new ListenerBehavior(world, harness, calls), this::look);
    harness.attach(this::look, () -> calls.realtime().state().name());
  }

  /** Registers listeners, connects, and goes on from there. */
  void begin() {
    look();
    recordingListeners.attach();
    recordingListeners.add(null, "*", false);
    recordingListeners.add(null, "say", false);
    harness.soon(
        world.harnesses().size() > 1 ? choices.below(1_000) * 1_000_000L : 0,
        () -> {
          calls.join(null, "a", null);
          calls.open(null);
          next();
        });
  }

  private void next() {
    long wait = choices.below(2 * world.profile().thinkSeconds() * 1_000) * 1_000_000L;
    harness.soon(
        wait,
        () -> {
          if (!world.faultInjector().isOver()) {
            operate();
            next();
          }
        });
  }

  // ----------------------------------------------------------------------------------- operations

  private void operate() {
    int number = operations++;
    int kind = choices.below(100);
    int more = choices.below(1 << 12);
    @Nullable Boolean echo = echo(choices.below(4));
    if (world.edits().drops(number)) {
      return;
    }
    String channel = CHANNELS[more % CHANNELS.length];
    if (kind < 30) {
      calls.send(null, channel, echo, more % 7 == 0 ? more % 300 : 0, 0);
    } else if (kind < 38) {
      calls.send(null, null, echo, 0, 0);
    } else if (kind < 45) {
      calls.send(null, channel, echo, 0, 1 + more % 3);
    } else if (kind < 60) {
      member(channel, echo, more);
    } else if (kind < 65) {
      calls.updateProfile(null, more % 5, echo);
    } else if (kind < 70) {
      recordingListeners.add(
          null, more % 3 == 0 ? "news" : more % 3 == 1 ? "say" : "*", more % 2 == 0);
    } else if (kind < 74) {
      recordingListeners.remove(null, more % 3, more >> 3);
    } else if (kind < 80) {
      open();
    } else if (kind < 86) {
      close(more);
    } else if (kind < 90) {
      calls.cancel(null, more);
    } else if (kind < 97) {
      burst(more);
    } else {
      calls.sendUnencodable(more);
    }
  }

  private static @Nullable Boolean echo(int which) {
    return which == 1 ? Boolean.TRUE : which == 2 ? Boolean.FALSE : null;
  }

  private void member(String channel, @Nullable Boolean echo, int more) {
    if (!calls.realtime().isConnected() && more % 5 == 0) {
      harness.goals().reached(Goal.TOGGLED_MEMBERSHIP_OFFLINE);
      calls.join(null, channel, echo);
      calls.leave(null, channel, echo);
      calls.join(null, channel, echo);
    } else if (more % 5 < 3) {
      calls.join(null, channel, echo);
    } else {
      calls.leave(null, channel, echo);
    }
  }

  private void burst(int more) {
    boolean flood = world.faultInjector().strikes(Fault.F99_FLOOD, choices, 50);
    int messages = flood ? 60 : 2 + more % 8;
    for (int i = 0; i < messages; i++) {
      calls.send(null, "a", null, flood ? 200 : 0, i % 5 == 0 ? 1 : 0);
    }
  }

  private void open() {
    switch (calls.realtime().state()) {
      case CONNECTING -> harness.goals().reached(Goal.OPENED_WHILE_CONNECTING);
      case CONNECTED -> harness.goals().reached(Goal.OPENED_WHILE_CONNECTED);
      case WAITING -> harness.goals().reached(Goal.OPENED_WHILE_WAITING);
      case CLOSED -> harness.goals().reached(Goal.OPENED_AFTER_CLOSE);
      case FAILED -> harness.goals().reached(Goal.OPENED_AFTER_FAILURE);
      case IDLE -> {}
    }
    calls.open(null);
  }

  private void close(int more) {
    switch (calls.realtime().state()) {
      case CONNECTING -> harness.goals().reached(Goal.CLOSED_WHILE_CONNECTING);
      case CONNECTED -> harness.goals().reached(Goal.CLOSED_WHILE_CONNECTED);
      case WAITING -> harness.goals().reached(Goal.CLOSED_WHILE_WAITING);
      case CLOSED -> harness.goals().reached(Goal.CLOSED_TWICE);
      case FAILED -> harness.goals().reached(Goal.CLOSED_WHILE_FAILED);
      case IDLE -> {}
    }
    if (recordingListeners.isBusy()) {
      harness.goals().reached(Goal.HELD_UP_CLOSE);
    }
    calls.close(null);
    if (more % 4 == 0) {
      calls.open(null);
    } else if (more % 4 < 3) {
      harness.soon((more % 5_000) * 1_000_000L, () -> calls.open(null));
    }
  }

  // ---------------------------------------------------------------------------------------- phases

  /** The machine is about to freeze. */
  void freezes() {
    ConnectionState now = calls.realtime().state();
    if (now == ConnectionState.CONNECTED) {
      harness.goals().reached(Goal.SUSPENDED_WHILE_CONNECTED);
    } else if (now == ConnectionState.WAITING) {
      harness.goals().reached(Goal.SUSPENDED_WHILE_WAITING);
    }
  }

  /** Faults are off: from here on the application keeps the client open. */
  void heal() {
    harness.credentials().answersAtLast();
    calls.open(null);
    harness.soon(
        options.timeout().toNanos(),
        () -> {
          if (calls.realtime().state() == ConnectionState.FAILED) { // by an attempt from before
            calls.open(null);
          }
        });
  }

  /** The end; closes for good. */
  void release() {
    if (released) {
      return;
    }
    released = true;
    ConnectionState now = calls.realtime().state();
    if (now == ConnectionState.CONNECTED) {
      harness.goals().reached(Goal.CLIENT_CLOSED_WHILE_CONNECTED);
    }
    if (choices.chance(30)) {
      calls.close(null);
    }
    calls.release(null);
    look();
  }

  /** Records what the getters return, if it has changed. */
  private void look() {
    Realtime realtime = calls.realtime();
    ConnectionState now = realtime.state();
    String id = realtime.getSocketId();
    if (now != state || (id == null ? socketId != null : !id.equals(socketId))) {
      state = now;
      socketId = id;
      harness
          .record()
          .application(
              Kind.SNAP, "state", now.name(), "sid", id, "connected", realtime.isConnected());
    }
  }

  RunFacts facts() {
    return options.facts(harness.credentials().hasToken(), world.faultInjector().lateness());
  }

  Options options() {
    return options;
  }

  boolean isConnected() {
    return calls.realtime().isConnected();
  }

  /** How many sends are neither done nor failed. */
  int unsent() {
    return calls.unsent();
  }

  int operations() {
    return operations;
  }
}
