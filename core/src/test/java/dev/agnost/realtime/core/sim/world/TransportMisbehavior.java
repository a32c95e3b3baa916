package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import org.jspecify.annotations.Nullable;

/**
 * How one connection breaks the rules of transports. Core must survive all of it, because late and
 * doubled signals carry the generation of their connection.
 */
final class TransportMisbehavior {

  private final World world;
  private final ClientHarness harness;
  private final SimConnection connection;
  private final TransportListener listener;
  private final Choices.Stream choices;
  private final boolean possible;

  TransportMisbehavior(
      World world, ClientHarness harness, SimConnection connection, TransportListener listener) {
    this.world = world;
    this.harness = harness;
    this.connection = connection;
    this.listener = listener;
    this.choices = harness.choices("rude");
    this.possible = world.faultInjector().has(Fault.Stage.RUDE);
  }

  private boolean strikes(Fault fault, int percent) {
    return possible && world.faultInjector().strikes(fault, choices, percent);
  }

  /** Writes down that a call throws, and makes what it throws. */
  RuntimeException thrown(String from) {
    return thrown(from, null);
  }

  /** The same of a call that was given this message. */
  RuntimeException thrown(String from, @Nullable Long message) {
    if (!from.equals("connect")) {
      harness.record().wire(connection.epoch(), Kind.WIRE_THREW, "op", from, "msg", message);
    }
    return new IllegalStateException("simulated bug of a transport in " + from);
  }

  boolean connectThrows() {
    boolean throwing = strikes(Fault.RUDE_CONNECT_THROWS, 15);
    if (throwing && choices.chance(50)) {
      lateSignals();
    }
    return throwing;
  }

  boolean sendThrows() {
    return strikes(Fault.RUDE_SEND_THROWS, 3);
  }

  boolean requestThrows() {
    return strikes(Fault.RUDE_REQUEST_THROWS, 2);
  }

  boolean closeThrows() {
    return strikes(Fault.RUDE_CLOSE_THROWS, 30);
  }

  boolean abortThrows() {
    return strikes(Fault.RUDE_ABORT_THROWS, 20);
  }

  boolean silentAbort() {
    return strikes(Fault.RUDE_SILENT_ABORT, 30);
  }

  boolean beyondDemand() {
    return strikes(Fault.RUDE_BEYOND_DEMAND, 50);
  }

  boolean inline() {
    return strikes(Fault.RUDE_INLINE, 50);
  }

  /** Whether it even calls back into a listener that it is inside of. */
  boolean isEager() {
    return strikes(Fault.RUDE_INLINE, 20);
  }

  /** Core is inside of a call. */
  void insideCall() {
    if (strikes(Fault.RUDE_DRAINED, 5)) {
      listener.onDrained();
    }
  }

  void aborted() {
    if (strikes(Fault.RUDE_LATE_SIGNALS, 60)) {
      lateSignals();
    }
  }

  void ended() {
    if (strikes(Fault.RUDE_TWO_ENDS, 40)) {
      soon(this::anotherEnd);
    }
    if (strikes(Fault.RUDE_OPEN_AFTER_END, 40)) {
      soon(() -> connection.tellLate(Signal.Opened.INSTANCE));
    }
  }

  private void lateSignals() {
    int signals = 1 + choices.below(3);
    for (int i = 0; i < signals; i++) {
      soon(this::anySignal);
    }
  }

  private void soon(Runnable signal) {
    harness.soon(choices.of(0, 1, 100, 1_500, 5_000, 30_000) * 1_000_000L, signal);
  }

  private void anySignal() {
    harness.goals().reached(Goal.LATE_SIGNAL);
    switch (choices.below(6)) {
      case 0 -> listener.onDrained();
      case 1 -> connection.tellLate(Signal.Opened.INSTANCE);
      case 2 ->
          connection.tellLate(
              new Signal.Arrived(Frame.binary(new byte[] {1, 2, 3}, "packet", "binary")));
      case 3 -> anotherEnd();
      default -> {
        Ghost ghost = choices.of(Ghost.values());
        connection.tellLate(new Signal.Arrived(Frame.text(ghost.text, "packet", ghost.packet)));
      }
    }
  }

  private void anotherEnd() {
    connection.tellLate(
        choices.chance(50)
            ? new Signal.Closed(CloseStatus.of(choices.of(1000, 1001, 4001)))
            : new Signal.Failed(
                new TransportException(TransportException.Kind.LOST, "simulated again", null)));
  }

  /** What may arrive for a connection that is no more. */
  private enum Ghost {
    PING("ping", "2"),
    OPEN("open", "0{\"sid\":\"ghost\",\"pingInterval\":10000,\"pingTimeout\":30000}"),
    CONNECT("connect", "40{\"sid\":\"ghost\"}"),
    KICK("disconnect", "41"),
    ENGINE_CLOSE("engineClose", "1"),
    EVENT("event", "42[\"ghost\",{\"channel\":\"a\",\"message\":{\"n\":-1}}]"),
    REFUSAL("connectError", "44{\"message\":\"ghost\",\"data\":{\"code\":\"invalid_api_key\"}}"),
    NONSENSE("bad", "nonsense");

    private final String packet;
    private final String text;

    Ghost(String packet, String text) {
      this.packet = packet;
      this.text = text;
    }
  }
}
