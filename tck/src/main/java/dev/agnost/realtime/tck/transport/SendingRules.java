package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.OVERFLOW;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rules of category 4 about order, blocking and bounds. */
sealed interface SendingRules permits TransportTck {

  int MIB = 1 << 20;

  /** What the system may keep of a connection whose peer does not read. */
  long MOST_IN_TCP = 6L << 20;

  @Rule("T4.1")
  default void t4_1_sendsDoNotBlockWhileThePeerDoesNotRead(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    long bytes = Math.min(8 * MIB, fixture.transport().maxBufferedBytes() / 2);
    fixture.within(
        fixture.deadline().generous(),
        "sends of " + bytes + " bytes to return although the peer does not read",
        () -> {
          for (long sent = 0; sent < bytes; sent += MIB / 16) {
            link.sendBinary(new byte[MIB / 16]);
          }
        });
    Mismatch.unless(!link.signals().ended(), "a connection that goes on", link.signals().soFar());
  }

  @Rule("T4.2")
  default void t4_2_sendsKeepHappensBeforeOrderAcrossThreads(TransportFixture fixture)
      throws Exception {
    int rounds = 1_000;
    Object lock = new Object();
    AtomicInteger next = new AtomicInteger(); // changed under the lock only
    Semaphore answered = new Semaphore(0);
    RecordingListener listener = fixture.listener();
    listener.reacting(
        signal -> {
          if (signal instanceof Signal.Message) {
            sendNumbers(lock, next, listener.opened());
            answered.release();
          }
        });
    ConnectionPair link = fixture.open(listener);
    for (int i = 0; i < rounds; i++) {
      link.peer().send(Frame.text("go")); // the listener's thread sends while this one does
      sendNumbers(lock, next, link.client());
      boolean came = answered.tryAcquire(fixture.deadline().generous().toMillis(), MILLISECONDS);
      Mismatch.unless(came, "message " + i + " to be signalled", link.signals().soFar());
    }
    for (int i = 0; i < next.get(); i++) {
      Frame frame = link.peer().readMessage("message " + i);
      Mismatch.unless(frame.utf8().equals("n" + i), "message n" + i, frame);
    }
  }

  private static void sendNumbers(
      Object lock, AtomicInteger next, @Nullable TransportConnection client) {
    synchronized (lock) {
      for (int i = 0; i < 3 && client != null; i++) {
        client.sendText(ByteBuffer.wrap(Frame.utf8("n" + next.getAndIncrement())));
      }
    }
  }

  @Rule("T4.3")
  default void t4_3_thePeerReceivesAPrefix(TransportFixture fixture) {
    Random random = new Random(43);
    for (int round = 0; round < 15; round++) {
      ConnectionPair link = fixture.open();
      int abortAt = random.nextInt(300);
      int read = random.nextInt(abortAt + 1);
      for (int i = 0; i <= abortAt; i++) {
        link.sendBinary(numbered(i, random.nextInt(20_000)));
      }
      List<Frame> frames = new ArrayList<>();
      for (int i = 0; i < read; i++) {
        frames.add(link.peer().readMessage("message " + i));
      }
      link.client().abort();
      link.sendBinary(numbered(abortAt + 1, 0));
      frames.addAll(link.peer().framesToTheEnd());
      expectPrefix(frames, abortAt + 1);
    }
  }

  /** An abort that empties the queue from its head while the engine writes leaves a hole. */
  @Rule("T4.3")
  default void t4_3_anAbortBehindTheLastSendLeavesNoHole(TransportFixture fixture) {
    for (int round = 0; round < 30; round++) {
      ConnectionPair link = fixture.open();
      for (int i = 0; i < 300; i++) {
        link.sendBinary(numbered(i, 2_000));
      }
      link.client().abort();
      expectPrefix(link.peer().framesToTheEnd(), 300);
    }
  }

  /** Whether a close frame may follow the messages is not asked here (T6.7). */
  private static void expectPrefix(List<Frame> frames, int accepted) {
    int messages = 0;
    for (Frame frame : frames) {
      if (frame.opcode() != Frame.CLOSE) {
        expectNumber(frame, messages, "message " + messages + " of " + accepted);
        messages++;
      }
    }
    Mismatch.unless(messages <= accepted, "at most " + accepted + " messages", messages);
  }

  private static void expectNumber(Frame frame, int number, String expected) {
    byte[] payload = frame.payload();
    boolean right =
        frame.opcode() == Frame.BINARY
            && payload.length >= Integer.BYTES
            && ByteBuffer.wrap(payload).getInt() == number;
    Mismatch.unless(right, expected, frame);
  }

  private static byte[] numbered(int number, int size) {
    return ByteBuffer.allocate(4 + size).putInt(number).array();
  }

  @Rule("T4.4")
  default void t4_4_whatCannotBeKeptEndsWithOverflow(TransportFixture fixture) {
    int count = 40;
    ConnectionPair link = fixture.open();
    long most = fixture.transport().maxBufferedBytes();
    FutureTask<Long> sender =
        fixture.background(
            "sender",
            () -> {
              long highest = 0;
              for (int i = 0; i < count; i++) {
                link.sendBinary(numbered(i, MIB));
                highest = Math.max(highest, link.client().bufferedBytes());
              }
              return highest;
            });
    long highest = fixture.result(sender, "40 sends to return", fixture.deadline().generous());
    Signal end = link.signals().poll(fixture.deadline().silence());
    if (end instanceof Signal.Failed failed && failed.cause().kind() == OVERFLOW) {
      expectPrefix(link.peer().framesToTheEnd(), count);
      return;
    }
    Mismatch.unless(end == null, "all messages kept, or onFailed(OVERFLOW)", end);
    Mismatch.unless(
        highest <= most,
        "at most maxBufferedBytes() = " + most + " bytes kept, or onFailed(OVERFLOW)",
        highest + " bytes kept");
    for (int i = 0; i < count; i++) {
      String expected = "message " + i + " of 40, none dropped silently";
      expectNumber(link.peer().readMessage(expected), i, expected);
    }
  }

  @Rule("T4.5")
  default void t4_5_sendsBeforeOnOpenThrow(TransportFixture fixture) {
    TransportConnection client = fixture.connect(fixture.listener());
    fixture.server().accept().readHead();
    String text = thrownBy(() -> client.sendText(ByteBuffer.wrap(Frame.utf8("early"))));
    String binary = thrownBy(() -> client.sendBinary(ByteBuffer.wrap(new byte[1])));
    String wanted = IllegalStateException.class.getName();
    Mismatch.unless(text.equals(wanted), "sendText to throw " + wanted, text);
    Mismatch.unless(binary.equals(wanted), "sendBinary to throw " + wanted, binary);
  }

  @Rule("T4.5")
  default void t4_5_sendsAfterCloseDoNothing(TransportFixture fixture) {
    ConnectionPair link = fixture.open();
    link.client().close(CloseStatus.NORMAL);
    expectNoThrow("after close", link);
    link.peer().readClose("a close frame");
    link.peer().send(Frame.close(1000, ""));
    link.signals().expectClosed(1000, "");
    expectNoThrow("after onClosed", link);
    link.peer().fin();
    List<Frame> frames = link.peer().framesToTheEnd();
    Mismatch.unless(frames.isEmpty(), "no frame after the close frame", frames);
  }

  @Rule("T4.5")
  default void t4_5_sendsAfterAbortOrFailureDoNothing(TransportFixture fixture) {
    ConnectionPair aborted = fixture.open();
    aborted.client().abort();
    expectNoThrow("after abort", aborted);
    aborted.signals().expectEnd(ABORTED);
    List<Frame> frames = aborted.peer().framesToTheEnd();
    Mismatch.unless(frames.isEmpty(), "no frame after abort", frames);
    ConnectionPair lost = fixture.open();
    lost.peer().reset();
    lost.signals().end("a terminal signal");
    expectNoThrow("after onFailed", lost);
  }

  private static void expectNoThrow(String when, ConnectionPair link) {
    String thrown = thrownBy(() -> link.sendText("too late"));
    Mismatch.unless(thrown.isEmpty(), "a send " + when + " to do nothing", thrown);
  }

  private static String thrownBy(Runnable action) {
    try {
      action.run();
      return "";
    } catch (RuntimeException e) {
      return e.getClass().getName();
    }
  }

  @Rule("T4.8")
  default void t4_8_bufferedBytesGrowsAndReturnsToZero(TransportFixture fixture) {
    ConnectionPair link = fixture.open(fixture.transport(), fixture.narrowServer());
    FirstFailure negative = new FirstFailure();
    byte[] letters = Frame.utf8("\u00e9".repeat(MIB / 2));
    growAndDrain(fixture, link, negative, () -> link.client().sendText(ByteBuffer.wrap(letters)));
    exchangePings(link, negative); // pongs are no messages, and leave no trace
    fixture.eventually(
        "bufferedBytes() = 0 after many pongs", () -> link.client().bufferedBytes() == 0);
    growAndDrain(fixture, link, negative, () -> link.sendBinary(new byte[MIB]));
    negative.expectNone("bufferedBytes() never less than 0");
  }

  /**
   * More bytes of pings than the system may keep of messages. Only the last of a batch has to be
   * answered, RFC 6455 §5.5.3.
   */
  private static void exchangePings(ConnectionPair link, FirstFailure negative) {
    Frame[] pings = new Frame[100];
    for (int batch = 0; batch * 125L * pings.length < MOST_IN_TCP + MIB; batch++) {
      Arrays.fill(pings, Frame.of(Frame.PING, new byte[125]));
      pings[pings.length - 1] = Frame.ping("batch " + batch);
      link.peer().send(pings);
      Frame pong = link.peer().readFrame("pongs, and that of the last ping");
      while (!pong.utf8().equals("batch " + batch)) {
        pong = link.peer().readFrame("pongs, and that of the last ping");
      }
      watch(link, negative);
    }
  }

  private static void growAndDrain(
      TransportFixture fixture, ConnectionPair link, FirstFailure negative, Runnable send) {
    long bytes = Math.min(12 * MIB, fixture.transport().maxBufferedBytes() * 3 / 4);
    int count = (int) (bytes / MIB);
    FutureTask<Boolean> sender =
        fixture.background(
            "sender",
            () -> {
              for (int i = 0; i < count; i++) {
                send.run();
                watch(link, negative);
              }
              return true;
            });
    fixture.result(sender, "the sends to return", fixture.deadline().generous());
    long full = link.client().bufferedBytes();
    long least = Math.max(1, bytes - MOST_IN_TCP);
    Mismatch.unless(
        full >= least && full <= bytes, "from " + least + " to " + bytes + " buffered bytes", full);
    for (int i = 0; i < count; i++) {
      link.peer().readMessage("message " + i);
      watch(link, negative);
    }
    fixture.eventually("bufferedBytes() = 0", () -> link.client().bufferedBytes() == 0);
  }

  @Rule("T4.8")
  default void t4_8_nothingIsBufferedOnceTheConnectionHasEnded(TransportFixture fixture) {
    List<Consumer<ConnectionPair>> ends =
        List.of(link -> link.client().abort(), link -> link.peer().reset());
    for (Consumer<ConnectionPair> end : ends) {
      ConnectionPair link = fixture.open(fixture.transport(), fixture.narrowServer());
      for (int i = 0; i < 8; i++) {
        link.sendBinary(numbered(i, MIB / 2));
      }
      end.accept(link);
      link.signals().end("a terminal signal");
      fixture.eventually(
          "bufferedBytes() = 0 after the end", () -> link.client().bufferedBytes() == 0);
    }
  }

  private static void watch(ConnectionPair link, FirstFailure negative) {
    long now = link.client().bufferedBytes();
    if (now < 0) {
      negative.report(String.valueOf(now));
    }
  }

  @Rule(value = "T4.11", strength = RequirementLevel.CAPABILITY)
  default void t4_11_everyWrittenBacklogIsSignalledAsDrained(TransportFixture fixture) {
    ConnectionPair link = fixture.open(fixture.transport(), fixture.narrowServer());
    long bytes = Math.min(12 * MIB, fixture.transport().maxBufferedBytes() * 3 / 4);
    int count = (int) (bytes / MIB);
    for (int round = 1; round <= 3; round++) {
      int before = link.signals().drains();
      for (int i = 0; i < count; i++) {
        link.sendBinary(numbered(i, MIB));
      }
      for (int i = 0; i < count; i++) {
        link.peer().readMessage("message " + i);
      }
      fixture.eventually(
          "onDrained after backlog " + round, () -> link.signals().drains() > before);
    }
  }
}
