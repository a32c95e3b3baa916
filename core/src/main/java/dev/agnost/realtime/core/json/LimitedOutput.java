package dev.agnost.realtime.core.json;

import java.io.IOException;
import java.io.OutputStream;

/** Stops values without an end, and those too large for any message, before they fill the heap. */
final class LimitedOutput extends OutputStream {

  private final OutputStream out;
  private final int limit;
  private long written;

  LimitedOutput(OutputStream out, int limit) {
    this.out = out;
    this.limit = limit;
  }

  @Override
  public void write(int octet) throws IOException {
    count(1);
    out.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count(length);
    out.write(bytes, offset, length);
  }

  private void count(int more) throws IOException {
    written += more;
    if (written > limit) {
      throw new MessageTooLargeException("more than " + limit + " bytes of JSON");
    }
  }
}
