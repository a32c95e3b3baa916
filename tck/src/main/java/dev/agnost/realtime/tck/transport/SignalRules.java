package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Rules of category 3 about the order and number of signals. */
sealed interface SignalRules permits TransportTck {

  @Rule("T3.1")
  default void t3_1_theGrammarIsKept(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.peer().send(Frame.text("one"), Frame.binary(new byte[] {2}), Frame.close(1000, ""));
    link.signals().expect(Signal.text("one"));
    link.signals().expect(Signal.binary(new byte[] {2}));
    link.signals().expectClosed(1000, "");
    RecordingListener refused = fixture.listener();
    fixture.connect(fixture.transport(), fixture.refusedPort().uri(), refused);
    refused.end("onFailed");
    refused.expectSilence("the terminal signal was the last");
    fixture
        .run()
        .breaches()
        .check("T3.1", "onOpen? (onText | onBinary)* (onClosed | onFailed) in all tests");
  }

  @Rule("T3.2")
  default void t3_2_signalsAreSerialWhileThePeerFloodsAndTheTestAborts(TransportFixture fixture) {
    byte[] flood = Frame.join(Frame.text("a"), Frame.binary(new byte[100]), Frame.ping(""));
    for (int round = 0; round < 20; round++) {
      ConnectionPair link = fixture.open();
      FutureTask<Boolean> peer =
          fixture.background(
              "flood",
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  link.peer().offer(flood);
                  if (link.signals().ended()) {
                    break;
                  }
                }
                return true;
              });
      link.signals().next("a message");
      link.client().abort();
      link.signals().expectEnd(ABORTED);
      fixture.result(peer, "the flood to end", fixture.deadline().hopeless());
      int counted = link.signals().unguarded();
      int total = link.signals().total();
      Mismatch.unless(
          counted == total,
          "each signal to see what the one before it wrote without a lock: " + total,
          counted);
    }
    fixture.run().breaches().check("T3.2", "signals one after another in all tests");
  }

  @Rule("T3.2")
  default void t3_2_aSlowListenerIsNotCalledTwice(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          if (signal instanceof Signal.Message) {
            fixture.silence();
          }
        });
    ConnectionPair link = fixture.open(listener);
    link.peer().send(Frame.text("one"), Frame.binary(new byte[] {2}));
    link.peer().reset();
    listener.next("the first message or the end");
    listener.end("a terminal signal");
    fixture.run().breaches().check("T3.2", "signals one after another, also with a slow listener");
  }

  @Rule("T3.3")
  default void t3_3_anEndOfEachKindIsSignalled(TransportFixture fixture) {
    ConnectionPair closed = fixture.open();
    closed.peer().send(Frame.close(1000, ""));
    closed.signals().end("onClosed after the peer's close frame");
    ConnectionPair ended = fixture.open();
    ended.peer().fin();
    ended.signals().end("onFailed after the peer's FIN");
    ConnectionPair aborted = fixture.open();
    aborted.client().abort();
    aborted.signals().end("onFailed after abort");
  }

  @Rule("T3.3")
  default void t3_3_aResetIsSignalled(TransportFixture fixture) {
    ConnectionPair idle = fixture.open();
    idle.peer().reset();
    idle.signals().end("onFailed after the peer's reset");
    ConnectionPair talking = fixture.open();
    talking.peer().send(Frame.text("last words"));
    talking.signals().expect(Signal.text("last words"));
    talking.peer().reset();
    talking.signals().end("onFailed after the peer's reset");
  }

  @Rule("T3.3")
  default void t3_3_anEndBeforeTheUpgradeIsSignalled(TransportFixture fixture) {
    for (Consumer<PeerConnection> end :
        List.<Consumer<PeerConnection>>of(PeerConnection::fin, PeerConnection::reset)) {
      RecordingListener listener = fixture.listener();
      fixture.connect(listener);
      Signal signal = null;
      for (int attempt = 0; signal == null && attempt < 5; attempt++) { // T2.23 forbids a second
        PeerConnection peer = fixture.server().accept();
        peer.readHead();
        end.accept(peer);
        signal = listener.poll(fixture.deadline().silence());
      }
      listener.failedWith(signal == null ? listener.next("a signal") : signal, LOST, PROTOCOL);
    }
  }

  @Rule("T3.3")
  default void t3_3_transportCloseIsSignalled(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    ConnectionPair link = fixture.open(transport);
    transport.close();
    link.signals().end("onFailed after Transport.close");
  }

  @Rule("T3.4")
  default void t3_4_silenceAfterTheTerminalSignal(TransportFixture fixture) {
    ConnectionPair aborted = fixture.open();
    aborted.client().abort();
    aborted.signals().end("onFailed");
    aborted.peer().offer(Frame.join(Frame.text("late"), Frame.close(1000, "")));
    ConnectionPair closed = fixture.open();
    closed.peer().send(Frame.close(1000, ""));
    closed.signals().end("onClosed");
    closed.peer().offer(Frame.text("after the close frame").bytes());
    closed.peer().reset();
    ConnectionPair reset = fixture.open();
    reset.peer().reset();
    reset.signals().end("onFailed");
    reset.client().abort();
    fixture.silence();
    fixture.run().breaches().check("T3.4", "nothing after the terminal signal in all tests");
  }

  @Rule("T3.12")
  default void t3_12_theBufferDoesNotChangeDuringTheCall(TransportFixture fixture) {
    BufferReuseListener watch = new BufferReuseListener(fixture);
    TransportConnection client = fixture.connect(watch);
    fixture.closing(client::abort);
    PeerConnection peer = fixture.server().acceptWebSocket();
    peer.send(Frame.text("A".repeat(1000)), Frame.text("B".repeat(1000)));
    peer.send(Frame.binary(Frame.utf8("C".repeat(1000))), Frame.ping("D".repeat(100)));
    watch.expectUnchanged();
  }
}
