package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LISTENER;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rules of category 3 about listeners that throw, and that call the transport. */
sealed interface ListenerRules permits TransportTck {

  @Rule("T3.9")
  default void t3_9_whatOnOpenThrowsEndsThatConnectionOnly(TransportFixture fixture) {
    endsWithListener(fixture, signal -> signal instanceof Signal.Opened);
  }

  @Rule("T3.9")
  default void t3_9_whatOnTextThrowsEndsThatConnectionOnly(TransportFixture fixture) {
    endsWithListener(fixture, signal -> signal instanceof Signal.Message m && m.text());
  }

  @Rule("T3.9")
  default void t3_9_whatOnBinaryThrowsEndsThatConnectionOnly(TransportFixture fixture) {
    endsWithListener(fixture, signal -> signal instanceof Signal.Message m && !m.text());
  }

  private static void endsWithListener(TransportFixture fixture, Predicate<Signal> when) {
    ConnectionPair other = fixture.open();
    for (Supplier<Throwable> what : thrown()) {
      RecordingListener listener = fixture.listener();
      listener.reacting(
          signal -> {
            if (when.test(signal)) {
              raise(what.get());
            }
          });
      fixture.connect(listener);
      PeerConnection peer = fixture.server().acceptWebSocket();
      listener.expectOpen();
      peer.offer(Frame.join(Frame.binary(new byte[] {1}), Frame.text("throw now")));
      listener.expectEnd(LISTENER);
      peer.expectRelease("its listener threw", fixture.deadline().generous());
    }
    expectAlive(other);
  }

  /** There is nothing left to signal; the socket is freed and other connections go on. */
  @Rule("T3.9")
  default void t3_9_whatTheTerminalSignalThrowsHarmsNothing(TransportFixture fixture) {
    ConnectionPair other = fixture.open();
    for (Supplier<Throwable> what : thrown()) {
      for (Consumer<PeerConnection> end :
          List.<Consumer<PeerConnection>>of(
              peer -> peer.send(Frame.close(1000, "")), PeerConnection::fin)) {
        RecordingListener listener = fixture.listener();
        listener.reacting(
            signal -> {
              if (signal.terminal()) {
                raise(what.get());
              }
            });
        ConnectionPair link = fixture.open(listener);
        end.accept(link.peer());
        listener.end("a terminal signal");
        link.peer().expectRelease("the connection has ended", fixture.deadline().generous());
      }
    }
    expectAlive(other);
    expectAlive(fixture.open());
  }

  private static List<Supplier<Throwable>> thrown() {
    return List.of(
        () -> new IllegalStateException("thrown by tck"),
        () -> new StackOverflowError("thrown by tck"),
        () -> new Exception("a checked exception, as Kotlin throws them, thrown by tck"));
  }

  /** Throws whatever it is given. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static void expectAlive(ConnectionPair link) {
    link.peer().send(Frame.text("still here"));
    link.signals().expect(Signal.text("still here"));
    link.sendText("so am I");
    link.peer().expect(Frame.text("so am I"));
  }

  @Rule("T3.11")
  default void t3_11_closeInsideASignalDoesNotDeadlock(TransportFixture fixture) {
    for (Predicate<Signal> when : everySignal()) {
      ConnectionPair link =
          inside(fixture, when, connection -> connection.close(CloseStatus.NORMAL));
      link.peer().readClose("a close frame");
      link.peer().send(Frame.close(1000, ""));
      Signal end = link.signals().end("onClosed");
      Mismatch.unless(end instanceof Signal.Closed, "onClosed", end);
    }
  }

  @Rule("T3.11")
  default void t3_11_abortInsideASignalDoesNotDeadlock(TransportFixture fixture) {
    for (Predicate<Signal> when : everySignal()) {
      ConnectionPair link = inside(fixture, when, TransportConnection::abort);
      link.signals().expectEnd(ABORTED);
      link.peer().expectRelease("aborted inside a signal", fixture.deadline().generous());
    }
  }

  @Rule("T3.11")
  default void t3_11_aConnectInsideASignalDoesNotDeadlock(TransportFixture fixture) {
    for (Predicate<Signal> when : everySignal()) {
      RecordingListener second = fixture.listener();
      AtomicReference<@Nullable TransportConnection> client = new AtomicReference<>();
      inside(fixture, when, connection -> client.set(fixture.connect(second)));
      PeerConnection peer = fixture.server().accept(second);
      peer.upgrade();
      second.expectOpen();
      peer.send(Frame.text("the second"));
      second.expect(Signal.text("the second"));
    }
  }

  @Rule("T8.1")
  default void t8_1_closeInsideASignalDoesNotDeadlock(TransportFixture fixture) {
    for (Predicate<Signal> when : everySignal()) {
      Transport transport = fixture.newTransport(TransportConfig.defaults());
      ConnectionPair other = fixture.open(transport);
      ConnectionPair link = inside(fixture, transport, when, connection -> transport.close());
      other.signals().expectEnd(ABORTED);
      link.signals().end("a terminal signal");
      link.peer().expectRelease("the transport was closed", fixture.deadline().generous());
    }
  }

  private static List<Predicate<Signal>> everySignal() {
    return List.of(
        signal -> signal instanceof Signal.Opened,
        signal -> signal instanceof Signal.Message m && m.text(),
        signal -> signal instanceof Signal.Message m && !m.text());
  }

  private static ConnectionPair inside(
      TransportFixture fixture, Predicate<Signal> when, Consumer<TransportConnection> action) {
    return inside(fixture, fixture.transport(), when, action);
  }

  /** A connection on which the action is taken inside a signal, and returns from there. */
  private static ConnectionPair inside(
      TransportFixture fixture,
      Transport transport,
      Predicate<Signal> when,
      Consumer<TransportConnection> action) {
    RecordingListener listener = fixture.listener();
    AtomicBoolean returned = new AtomicBoolean();
    listener.reacting(
        signal -> {
          TransportConnection connection = listener.opened();
          if (connection != null && when.test(signal)) {
            action.accept(connection);
            returned.set(true);
          }
        });
    ConnectionPair link = fixture.open(transport, listener);
    link.peer().offer(Frame.join(Frame.text("now"), Frame.binary(new byte[] {1})));
    fixture.eventually("the call inside the signal to return", returned::get);
    return link;
  }

  @Rule("T3.11")
  default void t3_11_aSendInsideASignalNeitherDeadlocksNorNests(TransportFixture fixture) {
    int rounds = 200;
    RecordingListener listener = fixture.listener();
    FirstFailure nested = new FirstFailure();
    listener.reacting(
        signal -> {
          TransportConnection connection = listener.opened();
          int before = listener.total();
          if (connection != null && signal instanceof Signal.Message message) {
            connection.sendText(message.bytes().duplicate());
            connection.sendBinary(ByteBuffer.allocate(3));
          }
          if (listener.total() != before) {
            nested.report("a signal inside " + signal);
          }
        });
    ConnectionPair link = fixture.open(listener);
    for (int i = 0; i < rounds; i++) {
      link.peer().send(Frame.text("echo " + i));
    }
    for (int i = 0; i < rounds; i++) {
      link.peer().expect(Frame.text("echo " + i));
      link.peer().expect(Frame.binary(new byte[3]));
    }
    nested.expectNone("no signal inside another");
  }

  @Rule("T3.11")
  default void t3_11_aSendOutsideSignalsNothingItself(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    FirstFailure wrong = new FirstFailure();
    Thread tester = Thread.currentThread();
    AtomicBoolean sending = new AtomicBoolean();
    listener.reacting(
        signal -> {
          if (Thread.currentThread() == tester && sending.get()) {
            wrong.report(signal.toString());
          }
        });
    ConnectionPair link = fixture.open(listener);
    for (int i = 0; i < 200; i++) {
      link.peer().send(Frame.text("in " + i));
      sending.set(true);
      link.sendText("out " + i);
      sending.set(false);
      link.peer().expect(Frame.text("out " + i));
    }
    wrong.expectNone("no signal inside a send");
  }
}
