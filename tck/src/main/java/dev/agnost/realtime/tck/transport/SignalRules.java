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
  default void t3_1_theGrammarIsKept(Bench bench) {
    Link link = bench.open();
    link.peer().send(Frame.text("one"), Frame.binary(new byte[] {2}), Frame.close(1000, ""));
    link.signals().expect(Signal.text("one"));
    link.signals().expect(Signal.binary(new byte[] {2}));
    link.signals().expectClosed(1000, "");
    RecordingListener refused = bench.listener();
    bench.connect(bench.transport(), bench.refusedPort().uri(), refused);
    refused.end("onFailed");
    refused.expectSilence("the terminal signal was the last");
    bench
        .run()
        .breaches()
        .check("T3.1", "onOpen? (onText | onBinary)* (onClosed | onFailed) in all tests");
  }

  @Rule("T3.2")
  default void t3_2_signalsAreSerialWhileThePeerFloodsAndTheTestAborts(Bench bench) {
    byte[] flood = Frame.join(Frame.text("a"), Frame.binary(new byte[100]), Frame.ping(""));
    for (int round = 0; round < 20; round++) {
      Link link = bench.open();
      FutureTask<Boolean> peer =
          bench.background(
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
      bench.result(peer, "the flood to end", bench.deadline().hopeless());
      int counted = link.signals().unguarded();
      int total = link.signals().total();
      Mismatch.unless(
          counted == total,
          "each signal to see what the one before it wrote without a lock: " + total,
          counted);
    }
    bench.run().breaches().check("T3.2", "signals one after another in all tests");
  }

  @Rule("T3.2")
  default void t3_2_aSlowListenerIsNotCalledTwice(Bench bench) {
    RecordingListener listener = bench.listener();
    listener.reacting(
        signal -> {
          if (signal instanceof Signal.Message) {
            bench.silence();
          }
        });
    Link link = bench.open(listener);
    link.peer().send(Frame.text("one"), Frame.binary(new byte[] {2}));
    link.peer().reset();
    listener.next("the first message or the end");
    listener.end("a terminal signal");
    bench.run().breaches().check("T3.2", "signals one after another, also with a slow listener");
  }

  @Rule("T3.3")
  default void t3_3_anEndOfEachKindIsSignalled(Bench bench) {
    Link closed = bench.open();
    closed.peer().send(Frame.close(1000, ""));
    closed.signals().end("onClosed after the peer's close frame");
    Link ended = bench.open();
    ended.peer().fin();
    ended.signals().end("onFailed after the peer's FIN");
    Link aborted = bench.open();
    aborted.client().abort();
    aborted.signals().end("onFailed after abort");
  }

  @Rule("T3.3")
  default void t3_3_aResetIsSignalled(Bench bench) {
    Link idle = bench.open();
    idle.peer().reset();
    idle.signals().end("onFailed after the peer's reset");
    Link talking = bench.open();
    talking.peer().send(Frame.text("last words"));
    talking.signals().expect(Signal.text("last words"));
    talking.peer().reset();
    talking.signals().end("onFailed after the peer's reset");
  }

  @Rule("T3.3")
  default void t3_3_anEndBeforeTheUpgradeIsSignalled(Bench bench) {
    for (Consumer<PeerConnection> end :
        List.<Consumer<PeerConnection>>of(PeerConnection::fin, PeerConnection::reset)) {
      RecordingListener listener = bench.listener();
      bench.connect(listener);
      Signal signal = null;
      for (int attempt = 0; signal == null && attempt < 5; attempt++) { // T2.23 forbids a second
        PeerConnection peer = bench.server().accept();
        peer.readHead();
        end.accept(peer);
        signal = listener.poll(bench.deadline().silence());
      }
      listener.failedWith(signal == null ? listener.next("a signal") : signal, LOST, PROTOCOL);
    }
  }

  @Rule("T3.3")
  default void t3_3_transportCloseIsSignalled(Bench bench) {
    Transport transport = bench.newTransport(TransportConfig.defaults());
    Link link = bench.open(transport);
    transport.close();
    link.signals().end("onFailed after Transport.close");
  }

  @Rule("T3.4")
  default void t3_4_silenceAfterTheTerminalSignal(Bench bench) {
    Link aborted = bench.open();
    aborted.client().abort();
    aborted.signals().end("onFailed");
    aborted.peer().offer(Frame.join(Frame.text("late"), Frame.close(1000, "")));
    Link closed = bench.open();
    closed.peer().send(Frame.close(1000, ""));
    closed.signals().end("onClosed");
    closed.peer().offer(Frame.text("after the close frame").bytes());
    closed.peer().reset();
    Link reset = bench.open();
    reset.peer().reset();
    reset.signals().end("onFailed");
    reset.client().abort();
    bench.silence();
    bench.run().breaches().check("T3.4", "nothing after the terminal signal in all tests");
  }

  @Rule("T3.12")
  default void t3_12_theBufferDoesNotChangeDuringTheCall(Bench bench) {
    BufferWatch watch = new BufferWatch(bench);
    TransportConnection client = bench.connect(watch);
    bench.closing(client::abort);
    PeerConnection peer = bench.server().acceptWebSocket();
    peer.send(Frame.text("A".repeat(1000)), Frame.text("B".repeat(1000)));
    peer.send(Frame.binary(Frame.utf8("C".repeat(1000))), Frame.ping("D".repeat(100)));
    watch.expectUnchanged();
  }
}
