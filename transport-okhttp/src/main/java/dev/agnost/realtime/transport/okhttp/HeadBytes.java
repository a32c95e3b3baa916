package dev.agnost.realtime.transport.okhttp;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;

/** Gathers the head of a message until its empty line. One thread. */
final class HeadBytes {

  private static final int MAX_BYTES = 64 * 1024;

  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private int lineBytes; // of the current line, line end left out
  private boolean complete;

  boolean isComplete() {
    return complete;
  }

  byte[] bytes() {
    return gathered.toByteArray();
  }

  /** Begins the next head. */
  void reset() {
    gathered.reset();
    complete = false;
    lineBytes = 0;
  }

  /**
   * Takes bytes up to the empty line.
   *
   * @return how many were taken
   */
  int take(byte[] bytes, int offset, int length) throws ProtocolException {
    int taken = 0;
    while (taken < length && !complete) {
      byte next = bytes[offset + taken];
      taken++;
      if (next == '\n') {
        complete = lineBytes == 0;
        lineBytes = 0;
      } else if (next != '\r') {
        lineBytes++;
      }
    }
    if (gathered.size() + taken > MAX_BYTES) {
      throw new ProtocolException("the head has more than " + MAX_BYTES + " bytes");
    }
    gathered.write(bytes, offset, taken);
    return taken;
  }
}
