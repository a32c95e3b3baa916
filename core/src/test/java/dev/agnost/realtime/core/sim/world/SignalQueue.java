package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a connection has to tell its listener: one at a time, messages as far as was asked. */
final class SignalQueue {

  private final ClientHarness harness;
  private final SimConnection connection;
  private final TransportListener listener;
  private final TransportMisbehavior misbehavior;

  private final Deque<Signal> waiting = new ArrayDeque<>();
  private long demand;
  private boolean told; // that it is open
  private boolean stoppedReading; // as written down
  private boolean delivering;
  private boolean deliveryDue;

  SignalQueue(
      ClientHarness harness,
      SimConnection connection,
      TransportListener listener,
      TransportMisbehavior misbehavior) {
    this.harness = harness;
    this.connection = connection;
    this.listener = listener;
    this.misbehavior = misbehavior;
  }

  void add(Signal signal) {
    waiting.add(signal);
  }

  void dropMessages() {
    waiting.removeIf(signal -> signal instanceof Signal.Arrived);
  }

  void clear() {
    waiting.clear();
  }

  void request(long messages) {
    demand = demand + messages < 0 ? Long.MAX_VALUE : demand + messages;
    if (misbehavior.inline()) {
      deliver();
    } else {
      deliverSoon();
    }
  }

  void deliverSoon() {
    if (!deliveryDue && mayDeliver(waiting.peek())) {
      deliveryDue = true;
      harness.soon(
          0,
          () -> {
            deliveryDue = false;
            deliver();
          });
    }
  }

  void deliver() {
    if (delivering && !misbehavior.isEager()) {
      return;
    }
    delivering = true;
    try {
      while (mayDeliver(waiting.peek())) {
        tell(waiting.remove());
      }
    } finally {
      delivering = false;
    }
  }

  private boolean mayDeliver(@Nullable Signal next) {
    if (next == null || connection.hasEnded()) {
      return false;
    }
    return !(next instanceof Signal.Arrived) || demand > 0 || misbehavior.beyondDemand();
  }

  private void tell(Signal signal) {
    if (signal instanceof Signal.Opened) {
      told = true;
      harness.record().wire(connection.epoch(), Kind.WIRE_OPEN);
      listener.onOpen(connection);
    } else if (signal instanceof Signal.Arrived arrived) {
      boolean asked = demand > 0;
      demand = Math.max(0, demand - 1);
      hand(arrived.frame(), asked ? Recorder.Manner.AS_ASKED : Recorder.Manner.UNDEMANDED);
    } else {
      connection.tellTheEnd(signal);
    }
  }

  /** Gives a message to core now. */
  void hand(Frame frame, Recorder.Manner manner) {
    byte[] reused = frame.bytes().clone();
    harness.record().received(connection.epoch(), frame, manner);
    if (frame.isText()) {
      listener.onText(ByteBuffer.wrap(reused));
    } else {
      listener.onBinary(ByteBuffer.wrap(reused));
    }
    Arrays.fill(reused, (byte) '#'); // T3.8: valid during the call only
  }

  /** Writes down whether the client reads, if that has changed. */
  void lookAtDemand() {
    boolean reads = demand > 0;
    if (connection.isOpen() && stoppedReading == reads && told) {
      stoppedReading = !reads;
      harness.goals().reached(Goal.INBOUND_WINDOW_CLOSED);
      harness.record().wire(connection.epoch(), Kind.WIRE_DEMAND, "open", reads);
    }
  }
}
