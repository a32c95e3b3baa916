package dev.agnost.realtime.transport.okhttp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps back the head of the request until it is complete, and sends the exact one. */
final class HeadOutput extends FilterOutputStream {

  private final ExactHead exact;
  private final HeadBytes head = new HeadBytes();

  HeadOutput(OutputStream out, ExactHead exact) {
    super(out);
    this.exact = exact;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (head.isComplete()) {
      out.write(bytes, offset, length);
      return;
    }
    int taken = head.take(bytes, offset, length);
    if (head.isComplete()) {
      out.write(exact.request(head.bytes()));
      out.write(bytes, offset + taken, length - taken);
    }
  }
}
