package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection: two pipes that keep order, each of which can be cut or stalled by itself, and the
 * signals that tell of it. It keeps the rules of transports as far as its {@link
 * TransportMisbehavior} does.
 */
final class SimConnection implements TransportConnection {

  private enum Phase {
    CONNECTING,
    OPEN,
    CLOSING,
    ENDED
  }

  private final World world;
  private final ClientHarness harness;
  private final SimTransport transport;
  private final long epoch;
  private final TransportListener listener;
  private final Choices.Stream choices;
  private final TransportMisbehavior misbehavior;
  private final ConnectionEndRecorder ends;
  private final SignalQueue signalQueue;
  private final ConnectSequence dial;
  private final NetworkPipe toServer;
  private final NetworkPipe toClient;

  private Phase phase = Phase.CONNECTING;
  private @Nullable ServerSession session; // once the server has accepted

  private final Deque<Frame> unsent = new ArrayDeque<>();
  private long unsentBytes;
  private boolean stalled;

  SimConnection(
      World world,
      ClientHarness harness,
      SimTransport transport,
      long epoch,
      TransportListener listener) {
    this.world = world;
    this.harness = harness;
    this.transport = transport;
    this.epoch = epoch;
    this.listener = listener;
    this.choices = harness.choices("net");
    this.misbehavior = new TransportMisbehavior(world, harness, this, listener);
    this.ends = new ConnectionEndRecorder(harness.record(), epoch);
    this.signalQueue = new SignalQueue(harness, this, listener, misbehavior);
    int latencyMillis = 1 + choices.below(world.latencyMillis());
    this.dial = new ConnectSequence(world, this, choices, latencyMillis);
    this.toServer = new NetworkPipe(world.schedule(), choices, latencyMillis);
    this.toClient = new NetworkPipe(world.schedule(), choices, latencyMillis);
  }

  /** The client asks for the connection. */
  void begin() {
    if (misbehavior.connectThrows()) {
      phase = Phase.ENDED;
      transport.ended(this);
      ends.threw();
      throw misbehavior.thrown("connect");
    }
    dial.begin();
  }

  /** The upgrade succeeds, if the server has room. */
  void reachServer() {
    if (phase != Phase.CONNECTING) {
      return;
    }
    if (!world.server().hasRoom()) {
      fails(new TransportException(TransportException.Kind.UNREACHABLE, "no room", null), false);
      return;
    }
    phase = Phase.OPEN;
    signal(Signal.Opened.INSTANCE);
    session = world.server().accept(this);
    session.begin();
  }

  /** The attempt comes to nothing. */
  void fails(TransportException failure, boolean atOnce) {
    if (phase != Phase.CONNECTING) {
      return;
    }
    signalQueue.add(new Signal.Failed(failure));
    if (atOnce) {
      signalQueue.deliver();
    } else {
      signalQueue.deliverSoon();
    }
  }

  // ------------------------------------------------------------------------ what core asks for

  @Override
  public void sendText(ByteBuffer utf8) {
    send(utf8, true);
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    send(bytes, false);
  }

  private void send(ByteBuffer buffer, boolean text) {
    if (phase == Phase.CONNECTING) {
      throw new IllegalStateException("sent before onOpen");
    }
    if (phase != Phase.OPEN) {
      return;
    }
    if (misbehavior.sendThrows()) {
      throw misbehavior.thrown("send", text ? ParsedFrame.text(copy(buffer)).number() : null);
    }
    Frame frame = taken(buffer, text);
    harness.record().sent(epoch, frame, harness.state());
    unsent.add(frame);
    unsentBytes += frame.bytes().length;
    if (unsentBytes > transport.maxBufferedBytes()) {
      world.coverage().broken("I55: " + unsentBytes + " unsent bytes");
    }
    transmit();
    misbehavior.insideCall();
  }

  private static Frame taken(ByteBuffer buffer, boolean text) {
    byte[] copy = copy(buffer);
    if (!buffer.isReadOnly() && buffer.hasArray()) { // T4.6: ours now, to be changed
      int from = buffer.arrayOffset() + buffer.position();
      Arrays.fill(buffer.array(), from, from + copy.length, (byte) '!');
    }
    return Frame.of(text ? ParsedFrame.text(copy) : ParsedFrame.binary(copy));
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  @Override
  public void request(long messages) {
    if (messages <= 0) {
      throw new IllegalArgumentException("messages must be positive: " + messages);
    }
    if (phase != Phase.ENDED && misbehavior.requestThrows()) {
      throw misbehavior.thrown("request");
    }
    signalQueue.request(messages);
  }

  @Override
  public long bufferedBytes() {
    return unsentBytes;
  }

  @Override
  public void close(CloseStatus status) {
    ends.leftByClose(status.code());
    if (phase == Phase.CONNECTING) {
      abort();
    } else if (phase == Phase.OPEN) {
      if (misbehavior.closeThrows()) {
        throw misbehavior.thrown("close");
      }
      phase = Phase.CLOSING;
      signalQueue.dropMessages(); // T6.2
      transmit();
      signalQueue.deliverSoon();
    }
  }

  @Override
  public void abort() {
    ends.leftByAbort();
    if (phase == Phase.ENDED) {
      return;
    }
    boolean throwing = misbehavior.abortThrows();
    boolean silent = misbehavior.silentAbort();
    end();
    ends.gone();
    misbehavior.aborted();
    if (throwing) {
      throw misbehavior.thrown("abort");
    }
    if (silent) {
      return;
    }
    if (choices.chance(50)) { // T3.10: also inside of abort
      tellAborted();
    } else {
      harness.soon(choices.below(20) * 1_000_000L, this::tellAborted);
    }
  }

  private void tellAborted() {
    TransportException aborted =
        new TransportException(TransportException.Kind.ABORTED, "aborted", null);
    ends.told(new Signal.Failed(aborted), false);
    listener.onFailed(aborted);
    misbehavior.ended();
  }

  // --------------------------------------------------------------------------- to the server

  private void transmit() {
    while (!stalled && !unsent.isEmpty()) {
      Frame frame = unsent.remove();
      unsentBytes -= frame.bytes().length;
      toServer.put(() -> arrived(frame));
    }
    if (phase == Phase.CLOSING && !stalled) {
      toServer.put(this::closeArrived);
    }
  }

  private void arrived(Frame frame) {
    if (session != null) {
      session.received(frame);
    }
  }

  private void closeArrived() {
    if (session != null) {
      session.closeArrived();
    }
  }

  private void lossArrived() {
    if (session != null) {
      session.lost();
    }
  }

  // --------------------------------------------------------------------------- to the client

  /** The server sends a message. */
  void push(Frame frame) {
    toClient.put(
        () -> {
          if (phase == Phase.OPEN) {
            signal(new Signal.Arrived(frame));
          }
        });
  }

  /** The server sends a close frame. */
  void pushClose(CloseStatus status) {
    toClient.put(() -> signal(new Signal.Closed(status)));
  }

  /** The connection breaks with an error; what is unread may be lost. */
  void pushReset(TransportException.Kind kind) {
    toClient.put(
        () -> {
          if (choices.chance(50)) {
            signalQueue.dropMessages();
          }
          signal(new Signal.Failed(new TransportException(kind, "simulated " + kind, null)));
        });
  }

  private void signal(Signal signal) {
    if (phase != Phase.ENDED) {
      signalQueue.add(signal);
      signalQueue.deliverSoon();
    }
  }

  /** The last signal. */
  void tellTheEnd(Signal signal) {
    end();
    ends.told(signal, false);
    ends.gone();
    tellEnd(signal);
    misbehavior.ended();
  }

  /** Gives a signal to core that comes too late. */
  void tellLate(Signal signal) {
    if (signal instanceof Signal.Opened) {
      harness.record().wire(epoch, Kind.WIRE_OPEN, "stale", true);
      listener.onOpen(this);
    } else if (signal instanceof Signal.Arrived arrived) {
      signalQueue.hand(arrived.frame(), Recorder.Manner.STALE);
    } else {
      ends.told(signal, true);
      tellEnd(signal);
    }
  }

  private void tellEnd(Signal signal) {
    if (signal instanceof Signal.Closed closed) {
      listener.onClosed(closed.status());
    } else if (signal instanceof Signal.Failed failed) {
      listener.onFailed(failed.failure());
    }
  }

  private void end() {
    phase = Phase.ENDED;
    signalQueue.clear();
    unsent.clear();
    unsentBytes = 0;
    transport.ended(this);
    toServer.put(this::lossArrived);
  }

  // -------------------------------------------------------------------------------------- faults

  void cutToServer() {
    toServer.cut();
  }

  void cutToClient() {
    toClient.cut();
  }

  /** The peer reads no more, for a while. */
  void stall(int millis) {
    stalled = true;
    world
        .schedule()
        .world(
            millis * 1_000_000L,
            () -> {
              stalled = false;
              transmit();
              if (phase == Phase.OPEN) {
                harness.soon(0, listener::onDrained);
              }
            });
  }

  void slowDown(int millis) {
    toServer.slowDown(millis);
    toClient.slowDown(millis);
  }

  /** Writes down whether the client reads, if that has changed. */
  void lookAtDemand() {
    signalQueue.lookAtDemand();
  }

  boolean hasEnded() {
    return phase == Phase.ENDED;
  }

  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  long epoch() {
    return epoch;
  }

  ClientHarness harness() {
    return harness;
  }

  @Nullable ServerSession session() {
    return session;
  }
}
