package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Mistakes in what the listener is told. */
final class SignalMutants {

  private SignalMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.signals(
            134,
            "what onBinary throws is swallowed",
            "T3.9",
            next ->
                new ListenerFilter(next) {
                  @Override
                  public void onBinary(ByteBuffer bytes) {
                    try {
                      super.onBinary(bytes);
                    } catch (Throwable ignored) {
                      // ignored: that is the mistake
                    }
                  }
                }),
        Mutant.signals(1, "no terminal signal on reset", "T3.3", NoResetSignal::new),
        Mutant.signals(2, "failure and close both signalled", "T3.4", BothEnds::new),
        Mutant.signals(3, "double onOpen", "T3.1", DoubleOpen::new),
        Mutant.signals(4, "message before onOpen", "T3.1", MessageFirst::new),
        Mutant.signals(5, "delivers after the end", "T3.4", LateMessage::new),
        Mutant.signals(7, "callbacks from two threads at once", "T3.2", TwoThreads::new),
        Mutant.signals(8, "swaps neighbours, 1 in 1,000", "T3.5", Swap::new),
        Mutant.signals(9, "text and binary in two queues", "T3.5", TwoQueues::new),
        Mutant.signals(18, "corrupts byte 65,536", "T3.5", Corrupt::new),
        Mutant.signals(21, "U+FFFD instead of failing", "T3.7", Replace::new),
        Mutant.signals(23, "strips the byte order mark", "T3.6", Strip::new),
        Mutant.signals(24, "drops empty messages", "T3.5", DropEmpty::new),
        Mutant.signals(25, "hands out a pooled buffer too early", "T3.12", Pooled::new),
        Mutant.signals(38, "loses the close code", "T6.3", LostCode::new),
        Mutant.signals(39, "garbles the reason at 123 bytes", "T6.3", GarbledReason::new),
        Mutant.signals(53, "swallows Errors", "T3.9", SwallowError::new));
  }

  private static final class NoResetSignal extends ListenerFilter {
    NoResetSignal(TransportListener next) {
      super(next);
    }

    @Override
    public void onFailed(TransportException cause) {
      if (!String.valueOf(cause.getMessage()).contains("reset")) {
        next.onFailed(cause);
      }
    }
  }

  private static final class BothEnds extends ListenerFilter {
    BothEnds(TransportListener next) {
      super(next);
    }

    @Override
    public void onClosed(CloseStatus status) {
      next.onClosed(status);
      next.onFailed(new TransportException(Kind.LOST, "end of stream", null));
    }
  }

  private static final class DoubleOpen extends ListenerFilter {
    DoubleOpen(TransportListener next) {
      super(next);
    }

    @Override
    public void onOpen(TransportConnection connection) {
      next.onOpen(connection);
      next.onOpen(connection);
    }
  }

  private static final class MessageFirst extends ListenerFilter {
    MessageFirst(TransportListener next) {
      super(next);
    }

    @Override
    public void onOpen(TransportConnection connection) {
      next.onText(ByteBuffer.allocate(0));
      next.onOpen(connection);
    }
  }

  private static final class LateMessage extends ListenerFilter {
    LateMessage(TransportListener next) {
      super(next);
    }

    @Override
    public void onFailed(TransportException cause) {
      next.onFailed(cause);
      next.onText(ByteBuffer.allocate(1));
    }
  }

  private static final class TwoThreads extends ListenerFilter {
    TwoThreads(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      Thread second = new Thread(next::onDrained, "reference-second");
      second.setDaemon(true);
      second.start();
      super.message(text, bytes);
    }
  }

  private static final class Swap extends ListenerFilter {
    private int count;
    private @Nullable ByteBuffer held;
    private boolean heldText;

    Swap(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      ByteBuffer before = held;
      held = null;
      if (++count % 1_000 == 0) {
        held = copy(bytes);
        heldText = text;
        return;
      }
      super.message(text, bytes);
      if (before != null) {
        super.message(heldText, before);
      }
    }
  }

  private static final class TwoQueues extends ListenerFilter {
    private final Queue<ByteBuffer> binary = new ArrayDeque<>();

    TwoQueues(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      if (!text) {
        binary.add(copy(bytes));
        return;
      }
      super.message(true, bytes);
      while (!binary.isEmpty()) {
        super.message(false, binary.remove());
      }
    }
  }

  private static final class Corrupt extends ListenerFilter {
    Corrupt(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      ByteBuffer copy = copy(bytes);
      if (copy.limit() > 65_536) {
        copy.put(65_536, (byte) ~copy.get(65_536));
      }
      super.message(text, copy);
    }
  }

  private static final class Replace extends ListenerFilter {
    Replace(TransportListener next) {
      super(next);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8).toString();
      next.onText(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static final class Strip extends ListenerFilter {
    Strip(TransportListener next) {
      super(next);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8).toString();
      next.onText(StandardCharsets.UTF_8.encode(text.replaceFirst("^\uFEFF", "")));
    }
  }

  private static final class DropEmpty extends ListenerFilter {
    DropEmpty(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      if (bytes.hasRemaining()) {
        super.message(text, bytes);
      }
    }
  }

  private static final class Pooled extends ListenerFilter {
    private static final int IMPATIENCE_MILLIS = 100;

    Pooled(TransportListener next) {
      super(next);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      ByteBuffer pooled = copy(utf8);
      CountDownLatch returned = new CountDownLatch(1);
      Thread reuse = new Thread(() -> reuse(pooled, returned), "reference-pool");
      reuse.setDaemon(true);
      if (pooled.limit() == 1_000) { // others read it at once and would be hit by chance
        reuse.start();
      }
      next.onText(pooled);
      returned.countDown();
    }

    /** Does not wait long enough for the listener to return. */
    private static void reuse(ByteBuffer pooled, CountDownLatch returned) {
      try {
        if (returned.await(IMPATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
      for (int i = 0; i < pooled.capacity(); i++) {
        pooled.put(i, (byte) 'z');
      }
    }
  }

  private static final class LostCode extends ListenerFilter {
    LostCode(TransportListener next) {
      super(next);
    }

    @Override
    public void onClosed(CloseStatus status) {
      next.onClosed(CloseStatus.NO_STATUS);
    }
  }

  private static final class GarbledReason extends ListenerFilter {
    GarbledReason(TransportListener next) {
      super(next);
    }

    @Override
    public void onClosed(CloseStatus status) {
      byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
      next.onClosed(
          reason.length < 123
              ? status
              : new CloseStatus(status.code(), status.reason().substring(0, 20)));
    }
  }

  private static final class SwallowError extends ListenerFilter {
    SwallowError(TransportListener next) {
      super(next);
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      try {
        super.message(text, bytes);
      } catch (Error ignored) {
        // ignored: that is the mistake
      }
    }
  }
}
