package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Rules of category 5. */
sealed interface FlowControlRules permits TransportTck {

  int MOST_SPUN_NANOS = 60_000;

  @Rule("T5.1")
  default void t5_1_noMoreMessagesThanRequested(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    for (int i = 0; i < 5; i++) {
      link.peer().send(Frame.text("m" + i));
    }
    link.signals().expectSilence("nothing was requested");
    link.client().request(2);
    link.signals().expect(Signal.text("m0"));
    link.signals().expect(Signal.text("m1"));
    link.signals().expectSilence("two messages were requested and delivered");
    link.client().request(3);
    link.signals().expect(Signal.text("m2"));
    link.signals().expect(Signal.text("m3"));
    link.signals().expect(Signal.text("m4"));
  }

  @Rule("T5.1")
  default void t5_1_messagesInOneSegmentWaitForDemand(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.client().request(1);
    link.peer().send(Frame.text("m0"), Frame.text("m1"), Frame.binary(new byte[] {2}));
    link.signals().expect(Signal.text("m0"));
    link.signals().expectSilence("one message was requested and delivered");
    link.client().request(1);
    link.signals().expect(Signal.text("m1"));
    link.signals().expectSilence("two messages were requested and delivered");
    link.client().request(1);
    link.signals().expect(Signal.binary(new byte[] {2}));
  }

  @Rule("T5.1")
  default void t5_1_oneAtATimeFromInsideTheSignal(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          TransportConnection connection = listener.opened();
          if (connection != null) {
            connection.request(1);
          }
        });
    ConnectRequest request = ConnectRequest.of(fixture.server().uri("/"));
    TransportConnection client = fixture.transport().connect(request, listener);
    ConnectionPair link = fixture.opened(client, listener, fixture.server());
    for (int i = 0; i < 500; i++) {
      link.peer().send(Frame.text("m" + i));
    }
    for (int i = 0; i < 500; i++) {
      link.signals().expect(Signal.text("m" + i));
    }
  }

  @Rule("T5.2")
  default void t5_2_demandCountsBeforeOnOpen(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    ConnectRequest request = ConnectRequest.of(fixture.server().uri("/"));
    TransportConnection client = fixture.transport().connect(request, listener);
    client.request(1);
    client.request(1);
    ConnectionPair link = fixture.opened(client, listener, fixture.server());
    link.peer().send(Frame.text("m0"), Frame.text("m1"), Frame.text("m2"));
    listener.expect(Signal.text("m0"));
    listener.expect(Signal.text("m1"));
    listener.expectSilence("1 + 1 were requested before onOpen");
  }

  @Rule("T5.2")
  default void t5_2_demandSaturates(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.client().request(Long.MAX_VALUE);
    link.client().request(Long.MAX_VALUE);
    link.client().request(1);
    for (int i = 0; i < 10; i++) {
      link.peer().send(Frame.text("m" + i));
      link.signals().expect(Signal.text("m" + i));
    }
  }

  @Rule("T5.2")
  default void t5_2_demandMustBePositive(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    for (long wrong : new long[] {0, -1, Long.MIN_VALUE}) {
      String came = "no exception";
      try {
        link.client().request(wrong);
      } catch (IllegalArgumentException expected) {
        came = "";
      } catch (RuntimeException e) {
        came = e.toString();
      }
      Mismatch.unless(came.isEmpty(), "IllegalArgumentException for request(" + wrong + ")", came);
    }
  }

  /** Each request comes when the reader is about to stop for lack of demand. */
  @Rule("T5.2")
  default void t5_2_aRequestThatRacesWithAnArrivalIsNotLost(TransportFixture fixture) {
    int count = 40 * fixture.run().settings().rounds();
    Random random = new Random(52);
    AtomicInteger delivered = new AtomicInteger();
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          if (signal instanceof Signal.Message) {
            delivered.incrementAndGet();
          }
        });
    ConnectRequest request = ConnectRequest.of(fixture.server().uri("/"));
    ConnectionPair link =
        fixture.opened(fixture.transport().connect(request, listener), listener, fixture.server());
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Boolean> sender =
        fixture.background(
            "sender",
            () -> {
              Random pauses = new Random(53);
              for (int i = 0; i < count && !over.get(); i++) {
                link.peer().write(Frame.text("m" + i).bytes());
                spin(pauses.nextInt(MOST_SPUN_NANOS));
              }
              return true;
            });
    long end = System.nanoTime() + fixture.deadline().chance().toNanos();
    for (int i = 0; i < count && (i < 400 || System.nanoTime() < end); i++) {
      link.client().request(1);
      long timeout = System.nanoTime() + fixture.deadline().generous().toNanos();
      while (delivered.get() <= i) {
        Mismatch.unless(
            System.nanoTime() < timeout, "message " + i + ", which was requested", "nothing");
        Thread.onSpinWait();
      }
      spin(random.nextInt(MOST_SPUN_NANOS));
    }
    over.set(true);
    fixture.result(sender, "the sender to end", fixture.deadline().generous());
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Rule("T5.3")
  default void t5_3_withoutDemandTheTransportStopsReading(TransportFixture fixture) {
    long most = 32L << 20;
    ConnectionPair link = fixture.openWithoutDemand();
    AtomicLong written = new AtomicLong();
    byte[] frame = Frame.binary(new byte[64 * 1024]).bytes();
    FutureTask<Boolean> push =
        fixture.background(
            "push",
            () -> {
              while (written.get() < 4 * most) {
                link.peer().offer(frame);
                written.addAndGet(frame.length);
              }
              return true;
            });
    fixture.eventually("a first frame written", () -> written.get() > 0);
    long before = 0;
    for (int still = 0; still < 4; ) { // windows without a byte: one may be a pause of the machine
      long now = written.get();
      still = now == before ? still + 1 : 0;
      before = now;
      Mismatch.unless(before < most, "a sender that stalls before 32 MiB", before + " bytes taken");
      fixture.silence();
    }
    Mismatch.unless(before < most, "a sender that stalls before 32 MiB", before + " bytes taken");
    link.client().request(1);
    link.signals().next("a message once there is demand");
    link.client().abort();
    link.signals().expectEnd(ABORTED);
    fixture.result(push, "the push to end with the connection", fixture.deadline().generous());
  }

  @Rule("T5.4")
  default void t5_4_controlFramesAreHandledWithinDemand(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.client().request(1);
    for (int i = 0; i < 10; i++) {
      link.peer().send(Frame.ping("ping " + i), Frame.pong("unasked"));
      Frame pong = link.peer().readFrame("a pong before any message is delivered");
      Mismatch.unless(pong.equals(Frame.pong("ping " + i)), "pong \"ping " + i + "\"", pong);
    }
    link.peer().send(Frame.text("m0"), Frame.text("m1"));
    link.signals().expect(Signal.text("m0"));
    link.signals().expectSilence("one message was requested and delivered");
  }

  @Rule("T5.4")
  default void t5_4_fragmentsUseUpDemandAsOneMessage(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.client().request(2);
    for (int opcode : new int[] {Frame.TEXT, Frame.BINARY}) {
      byte[] part = new byte[3_000];
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (int i = 0; i < 6; i++) {
        Arrays.fill(part, (byte) ('a' + i));
        whole.writeBytes(part);
        Frame frame = Frame.of(i == 0 ? opcode : Frame.CONTINUATION, part.clone());
        link.peer().send(i < 5 ? frame.unfinished() : frame, Frame.ping("between"));
      }
      byte[] all = whole.toByteArray();
      link.signals().expect(opcode == Frame.TEXT ? Signal.text(all) : Signal.binary(all));
    }
    link.peer().send(Frame.text("unwanted"));
    link.signals().expectSilence("two messages were requested and delivered");
    link.client().request(1);
    link.signals().expect(Signal.text("unwanted"));
  }

  @Rule("T5.5")
  default void t5_5_abortDoesNotWaitForDemand(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.peer().send(Frame.text("unwanted"), Frame.text("unwanted"));
    link.signals().expectSilence("nothing was requested");
    link.client().abort();
    link.signals().expectFailed(ABORTED);
    link.peer().expectRelease("aborted without demand", fixture.deadline().generous());
  }

  @Rule("T5.5")
  default void t5_5_transportCloseDoesNotWaitForDemand(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    ConnectionPair link = fixture.openWithoutDemand(transport);
    link.peer().send(Frame.text("unwanted"), Frame.text("unwanted"));
    link.signals().expectSilence("nothing was requested");
    transport.close();
    link.signals().expectFailed(ABORTED);
    link.peer().expectRelease("transport closed without demand", fixture.deadline().generous());
  }

  @Rule("T5.5")
  default void t5_5_theEndComesOnceThereIsDemand(TransportFixture fixture) {
    ConnectionPair link = fixture.openWithoutDemand();
    link.peer().send(Frame.text("m0"), Frame.close(1000, ""));
    link.client().request(2);
    link.signals().expect(Signal.text("m0"));
    link.signals().expectClosed(1000, "");
  }
}
