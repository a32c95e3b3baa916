package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.RealtimeError;

/** What listeners do beside listening: throw, block, and call back into the client. */
final class ListenerBehavior {

  private final World world;
  private final ClientHarness harness;
  private final RecordedCalls calls;
  private final Choices.Stream choices;

  ListenerBehavior(World world, ClientHarness harness, RecordedCalls calls) {
    this.world = world;
    this.harness = harness;
    this.calls = calls;
    this.choices = harness.choices("habits");
  }

  void onConnect(long cb, RecordingListeners recordingListeners) {
    if (callsBack()) {
      switch (choices.below(4)) {
        case 0 -> calls.send(cb, "a", null, 0, 0);
        case 1 -> {
          harness.goals().reached(Goal.CLOSED_IN_ON_CONNECT);
          calls.close(cb);
        }
        case 2 -> calls.join(cb, "c", null);
        default -> recordingListeners.add(cb, "say", true);
      }
    }
    misbehave();
  }

  void onDisconnect(long cb, DisconnectReason reason) {
    switch (reason) {
      case PING_TIMEOUT -> harness.goals().reached(Goal.PING_TIMEOUT);
      case PARSE_ERROR -> harness.goals().reached(Goal.PARSE_ERROR);
      case CLIENT, SERVER, TRANSPORT_CLOSE, TRANSPORT_ERROR -> {}
    }
    if (callsBack()) {
      if (choices.chance(50)) {
        harness.goals().reached(Goal.OPENED_IN_ON_DISCONNECT);
        calls.open(cb);
      } else {
        calls.close(cb);
      }
    }
    misbehave();
  }

  void onError(long cb, RealtimeError error) {
    switch (error.kind()) {
      case TIMEOUT -> harness.goals().reached(Goal.CONNECT_DEADLINE);
      case REFUSED ->
          harness
              .goals()
              .reached(error.willRetry() ? Goal.REFUSED_FOR_A_WHILE : Goal.REFUSED_FOR_GOOD);
      default -> {}
    }
    if (callsBack()) {
      if (choices.chance(50)) {
        harness.goals().reached(Goal.CLOSED_IN_ON_ERROR);
        calls.close(cb);
      } else {
        calls.open(cb);
      }
    }
    misbehave();
  }

  void onAttempt(long cb, long number) {
    if (number > 100) {
      harness.goals().reached(Goal.ATTEMPT_BEYOND_100);
    }
    if (callsBack() && choices.chance(50)) {
      harness.goals().reached(Goal.CLOSED_IN_ON_ATTEMPT);
      calls.close(cb);
      if (choices.chance(30)) {
        calls.open(cb);
      }
    }
    misbehave();
  }

  void onMessage(long cb, Message message, RecordingListeners recordingListeners) {
    if (callsBack()) {
      switch (choices.below(6)) {
        case 0 -> {
          harness.goals().reached(Goal.SENT_INSIDE_LISTENER);
          calls.send(cb, message.channel(), false, 0, 0);
        }
        case 1 -> {
          harness.goals().reached(Goal.LEFT_INSIDE_LISTENER);
          calls.leave(cb, "a", null);
        }
        case 2 -> recordingListeners.remove(cb, choices.below(3), choices.below(8));
        case 3 -> recordingListeners.add(cb, choices.of("say", "news", "*"), choices.chance(50));
        case 4 -> calls.join(cb, "b", null);
        default -> calls.close(cb);
      }
    }
    misbehave();
  }

  private boolean callsBack() {
    return world.faultInjector().strikes(Fault.F98_LISTENER_CALLS_BACK, choices, 15);
  }

  private void misbehave() {
    if (world.faultInjector().strikes(Fault.F97_LISTENER_BLOCKS, choices, 3)) {
      harness.goals().reached(Goal.LISTENER_BLOCKED);
      if (calls.realtime().state() == ConnectionState.CONNECTED) {
        harness.goals().reached(Goal.PING_DURING_BLOCKED_LISTENER);
      }
      world.schedule().hold((1 + choices.below(70_000)) * 1_000_000L);
    }
    if (world.faultInjector().strikes(Fault.F96_LISTENER_THROWS, choices, 10)) {
      harness.goals().reached(Goal.LISTENER_THREW);
      if (choices.chance(50)) {
        throw new IllegalStateException("simulated listener");
      }
      throw new StackOverflowError("simulated listener");
    }
  }
}
