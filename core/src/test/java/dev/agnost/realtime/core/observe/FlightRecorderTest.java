package dev.agnost.realtime.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.observe.FlightRecorder.Direction;
import dev.agnost.realtime.core.outbound.OutboundMessage;
import dev.agnost.realtime.core.outbound.SendFuture;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.core.runtime.Stage;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The flight recorder costs nothing that grows, and can be read while it is written. */
class FlightRecorderTest {

  private static final int MESSAGES = 50_000;

  @Test
  void nothingIsAllocatedForAMessage() {
    OutboundMessage message =
        new OutboundMessage(Stage.message("say"), new SendFuture(Runnable::run, () -> {}), 0);
    Packet event =
        new PacketDecoder(DecoderLimits.DEFAULT)
            .text(ByteBuffer.wrap(Stage.frame("say").getBytes(StandardCharsets.UTF_8)));
    VirtualTime time = new VirtualTime();
    SessionEvents journal = new SessionEvents(new RealtimeMetrics() {}, time::now);
    Runnable oneEachWay =
        () -> {
          journal.queued(journalled++ % 2, 100);
          journal.sending(1, message.packet());
          journal.sent(message.bytes());
          journal.received(1, event, 64, time.now());
          journal.callbackEnds(journal.callbackBegins());
        };
    for (int i = 0; i < MESSAGES; i++) {
      oneEachWay.run();
    }

    long before = allocated();
    for (int i = 0; i < MESSAGES; i++) {
      oneEachWay.run();
    }
    long bytes = allocated() - before;

    assertThat(bytes / MESSAGES).as("bytes allocated for a message each way").isZero();
  }

  private int journalled;

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void aReaderSeesWholeFramesOnlyWhileTheyAreWritten() throws InterruptedException {
    FlightRecorder recorder = new FlightRecorder();
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; !over.get(); i = i % 1_000_000 + 1) {
                recorder.frame(i, i, Direction.IN, FrameKind.EVENT, i, "e" + i);
              }
            },
            "writer");
    writer.setDaemon(true);
    writer.start();
    try {
      for (int round = 0; round < 300; round++) {
        for (FlightRecorder.Entry entry : recorder.entries()) {
          long number = entry.time();
          assertThat(entry.epoch()).isEqualTo(number);
          assertThat(entry.what()).isEqualTo("in  EVENT e" + number + ", " + number + " bytes");
        }
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }

  @Test
  void frameHeadersKeepTheirSizeAndKind() {
    FlightRecorder recorder = new FlightRecorder();
    recorder.frame(1, 7, Direction.OUT, FrameKind.VIOLATION, Integer.MAX_VALUE, "");
    recorder.frame(2, 8, Direction.IN, FrameKind.OPEN, 0, "");

    assertThat(recorder.entries())
        .containsExactly(
            new FlightRecorder.Entry(1, 1, 7, "out VIOLATION, 2147483647 bytes"),
            new FlightRecorder.Entry(2, 2, 8, "in  OPEN, 0 bytes"));
  }
}
