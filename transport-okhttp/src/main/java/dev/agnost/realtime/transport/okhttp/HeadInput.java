package dev.agnost.realtime.transport.okhttp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Hands on the head of the response when it is complete, as OkHttp takes it. */
final class HeadInput extends FilterInputStream {

  private static final int READ_BYTES = 8 * 1024;

  private final ExactHead exact;
  private final HeadBytes head = new HeadBytes();
  private byte[] ready = {};
  private int position; // in ready
  private boolean headsDone;

  HeadInput(InputStream in, ExactHead exact) {
    super(in);
    this.exact = exact;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == ready.length) {
      if (headsDone) {
        return in.read(bytes, offset, length);
      }
      readHeads();
      if (position == ready.length) {
        return -1;
      }
    }
    int count = Math.min(length, ready.length - position);
    System.arraycopy(ready, position, bytes, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return ready.length - position + (headsDone ? in.available() : 0);
  }

  /** Reads until the last head is complete; leaves in {@code ready} what OkHttp is to read next. */
  private void readHeads() throws IOException {
    byte[] chunk = new byte[READ_BYTES];
    ready = new byte[0];
    position = 0;
    while (!headsDone) {
      int count = in.read(chunk, 0, chunk.length);
      if (count < 0) {
        ready = concat(ready, head.bytes());
        headsDone = true;
        return;
      }
      int taken = 0;
      while (taken < count && !headsDone) {
        taken += head.take(chunk, taken, count - taken);
        if (head.isComplete()) {
          byte[] bytes = head.bytes();
          ready = concat(ready, exact.response(bytes));
          headsDone = !ExactHead.isInterim(bytes);
          head.reset();
        }
      }
      ready = concat(ready, Arrays.copyOfRange(chunk, taken, count));
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
