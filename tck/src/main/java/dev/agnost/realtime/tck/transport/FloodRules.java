package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;

/** Rules of category 7 about floods. */
sealed interface FloodRules permits TransportTck {

  long PINGED = 32L << 20;

  /** What the system keeps of it, and as much again. */
  long PONGS_KEPT = 12L << 20;

  @Rule("T7.7")
  default void t7_7_aFloodOfTinyFragmentsIsJoinedOrRefused(TransportFixture fixture) {
    byte[] message = new byte[fixture.run().settings().flood()];
    Arrays.fill(message, (byte) 'f');
    flood(fixture, 1, message);
  }

  @Rule("T7.7")
  default void t7_7_aFloodOfEmptyFragmentsIsJoinedOrRefused(TransportFixture fixture) {
    flood(fixture, 0, new byte[] {'f'});
  }

  private static void flood(TransportFixture fixture, int size, byte[] message) {
    ConnectionPair link = fixture.open();
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    int count = fixture.run().settings().flood();
    byte[] payload = size == 0 ? new byte[0] : new byte[] {'f'};
    for (int i = 0; i < count - 1; i++) {
      int opcode = i == 0 ? Frame.TEXT : Frame.CONTINUATION;
      frames.writeBytes(Frame.of(opcode, payload).unfinished().bytes());
    }
    frames.writeBytes(Frame.of(Frame.CONTINUATION, new byte[] {'f'}).bytes());
    frames.writeBytes(Frame.text("after the flood").bytes());
    FutureTask<Boolean> peer =
        fixture.background(
            "flood",
            () -> {
              link.peer().offer(frames.toByteArray());
              return true;
            });
    Signal signal =
        link.signals()
            .next("the message, or onFailed", fixture.deadline().generous().multipliedBy(3));
    if (signal instanceof Signal.Failed failed) {
      boolean refused =
          failed.cause().kind() == PROTOCOL || failed.cause().kind() == MESSAGE_TOO_LARGE;
      Mismatch.unless(refused, "onFailed(PROTOCOL or MESSAGE_TOO_LARGE)", signal);
    } else {
      Mismatch.unless(signal.equals(Signal.text(message)), "the message as one", signal);
      link.signals().expect(Signal.text("after the flood"));
    }
    fixture.result(peer, "the flood to end", fixture.deadline().generous());
  }

  @Rule("T7.8")
  default void t7_8_aFloodOfPingsStopsNothing(TransportFixture fixture) {
    int pings = fixture.run().settings().flood() / 5;
    ConnectionPair link = fixture.open();
    FutureTask<Boolean> peer =
        fixture.background(
            "flood",
            () -> {
              for (int i = 0; i < pings; i += 100) {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                for (int j = i; j < i + 100; j++) {
                  frames.writeBytes(Frame.ping("ping " + j).bytes());
                }
                frames.writeBytes(Frame.text("between").bytes());
                link.peer().write(frames.toByteArray());
              }
              link.peer().send(Frame.ping("last"), Frame.text("after"));
              return true;
            });
    for (int i = 0; i < pings; i += 100) {
      link.signals().expect(Signal.text("between"));
    }
    link.signals().expect(Signal.text("after"));
    Frame pong = link.peer().readFrame("pongs, and the last of them");
    while (!pong.utf8().equals("last")) {
      Mismatch.unless(pong.opcode() == Frame.PONG, "a pong", pong);
      pong = link.peer().readFrame("pongs, and the last of them");
    }
    fixture.result(peer, "the flood to end", fixture.deadline().generous());
  }

  /** A transport may stop reading, answer fewer pings, or end; it may not keep them all. */
  @Rule("T7.8")
  default void t7_8_pongsThatNobodyReadsAreNotKept(TransportFixture fixture) {
    ConnectionPair link = fixture.open(fixture.transport(), fixture.narrowServer());
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      batch.writeBytes(Frame.of(Frame.PING, new byte[125]).bytes());
    }
    AtomicLong written = new AtomicLong();
    FutureTask<Boolean> flood =
        fixture.background(
            "flood",
            () -> {
              while (written.get() < PINGED && !link.signals().ended()) {
                link.peer().write(batch.toByteArray());
                written.addAndGet(batch.size());
              }
              return true;
            });
    long before = -1;
    for (int still = 0; still < 4 && !flood.isDone(); ) { // one may be a pause of the machine
      long now = written.get();
      still = now == before ? still + 1 : 0;
      before = now;
      fixture.silence();
    }
    if (!flood.isDone() || link.signals().ended()) {
      return; // it has stopped reading, or ended
    }
    long kept = link.peer().drainFor(fixture.deadline().prompt());
    Mismatch.unless(
        kept <= PONGS_KEPT, "at most " + PONGS_KEPT + " bytes of unread pongs", kept + " bytes");
  }

  @Rule("T7.8")
  default void t7_8_pingsThatNobodyCanAnswerDoNotStopMessages(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    int pings = fixture.run().settings().flood() / 5;
    byte[] payload = new byte[125];
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < pings; i++) { // the peer does not read the pongs: about 1.3 MB
      frames.writeBytes(Frame.of(Frame.PING, payload).bytes());
    }
    frames.writeBytes(Frame.text("after").bytes());
    FutureTask<Boolean> peer =
        fixture.background(
            "flood",
            () -> {
              link.peer().offer(frames.toByteArray());
              return true;
            });
    link.signals().expect(Signal.text("after"));
    fixture.result(peer, "the flood to end", fixture.deadline().generous());
  }
}
