package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the first message's buffer twice within the call: at once, and a silence window later.
 */
final class BufferReuseListener implements TransportListener {

  private record Seen(String before, String after) {}

  private final TransportFixture fixture;
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private boolean watched; // signals are serial

  BufferReuseListener(TransportFixture fixture) {
    this.fixture = fixture;
  }

  void expectUnchanged() {
    Seen both;
    try {
      both = seen.poll(fixture.deadline().generous().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("a message", "the test was broken off");
    }
    if (both == null) {
      throw new Mismatch("a message", "nothing");
    }
    String wanted = Excerpt.of(Frame.utf8("A".repeat(1000))) + ", 1000 bytes";
    Mismatch.unless(both.before().equals(wanted), wanted, both.before());
    Mismatch.unless(
        both.after().equals(wanted), "the same bytes until the call returns: " + wanted, both);
  }

  @Override
  public void onOpen(TransportConnection connection) {}

  @Override
  public void onText(ByteBuffer utf8) {
    if (!watched) {
      watched = true;
      ByteBuffer kept = utf8.duplicate();
      String before = describe(utf8);
      fixture.silence();
      seen.add(new Seen(before, describe(kept)));
    }
  }

  @Override
  public void onBinary(ByteBuffer bytes) {}

  @Override
  public void onClosed(CloseStatus status) {}

  @Override
  public void onFailed(TransportException cause) {}

  private static String describe(ByteBuffer bytes) {
    return Excerpt.of(bytes) + ", " + bytes.remaining() + " bytes";
  }
}
