package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the head of the response and the headers of frames on their way to OkHttp, which parses
 * and checks them, and steps in where OkHttp has no setting:
 *
 * <ul>
 *   <li>The status of a response does not make it send the request once more (T2.4), nor does the
 *       end of a connection whose host has another address.
 *   <li>A message above the limit is refused when a frame announces it (T7.1).
 *   <li>Pings that outnumber the pongs which can be written are dropped (T7.8).
 *   <li>Text passes OkHttp as binary, so that its bytes arrive unaltered (T3.7) and no string is
 *       made of them on the way.
 * </ul>
 *
 * <p>Used by the reading thread, but for {@link #output}.
 */
final class FrameGuard {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL = 200;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int FINAL_PING = 0x89;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int OPCODE = 0x0f;
  private static final int LENGTH = 0x7f;

  private final int maxMessageBytes;
  private final Runnable closed;
  private final AtomicBoolean requested = new AtomicBoolean(); // on whatever connection
  private final PongBudget pongs = new PongBudget();
  private final Queue<Boolean> texts = new ArrayDeque<>(); // one for each message that has begun

  private boolean upgraded; // the head of the 101 has passed
  private int lineBytes; // of the current line of a head
  private boolean statusLine = true; // of an interim or final response
  private volatile int status;
  private boolean refused; // the status is 4xx or 5xx

  private int headerBytes; // of the current frame's header, passed so far
  private int lengthBytes; // how many of the header are a long length
  private int opcode;
  private boolean dropped; // the current frame does not reach OkHttp
  private long frameBytes; // announced by the current frame
  private long payloadBytes; // of it, still to pass
  private long messageBytes; // announced so far by the frames of the current message
  private volatile @Nullable TransportException refusal;

  /**
   * @param closed run when OkHttp closes the socket
   */
  FrameGuard(int maxMessageBytes, Runnable closed) {
    this.maxMessageBytes = maxMessageBytes;
    this.closed = closed;
  }

  void socketClosed() {
    closed.run();
  }

  /** Whether the message that OkHttp has just delivered is text. Called once for each. */
  boolean nextIsText() {
    return Objects.requireNonNull(texts.poll(), "a message that did not pass the guard");
  }

  /** The status of the response, which OkHttp may have got to see as 500; 0 before it has come. */
  int status() {
    return status;
  }

  InputStream input(InputStream in) {
    return new Input(in);
  }

  OutputStream output(OutputStream out) {
    return new Output(out);
  }

  /** Passes a chunk in place; returns how much of it OkHttp is to get. */
  private int pass(byte[] bytes, int offset, int end) {
    int out = offset;
    int in = offset;
    while (in < end && refusal == null) {
      if (payloadBytes > 0) {
        int count = (int) Math.min(payloadBytes, end - in);
        if (!dropped) {
          if (in != out) {
            System.arraycopy(bytes, in, bytes, out, count);
          }
          out += count;
        }
        in += count;
        payloadBytes -= count;
        continue;
      }
      byte next = bytes[in];
      in++;
      byte passed = upgraded ? header(next) : head(next);
      if (!dropped && refusal == null) {
        bytes[out] = passed;
        out++;
      }
    }
    return out - offset;
  }

  /** A byte of a head: there may be several, the last of which is final. */
  private byte head(byte next) {
    byte passed = next;
    if (next == '\n') {
      upgraded = lineBytes == 0 && status == SWITCHING_PROTOCOLS;
      statusLine = lineBytes == 0 && status < FIRST_FINAL && !upgraded;
      lineBytes = 0;
    } else if (next != '\r') {
      int digit = lineBytes - STATUS_AT;
      if (statusLine && digit >= 0 && digit < 3) {
        passed = digit(next, digit);
      }
      lineBytes++;
    }
    return passed;
  }

  /** 4xx and 5xx become 500, the only one of them that OkHttp never reacts to. */
  private byte digit(byte next, int at) {
    status = (at == 0 ? 0 : status * 10) + (next - '0');
    refused = at == 0 ? status >= 4 : refused;
    if (!refused) {
      return next;
    }
    return (byte) (at == 0 ? '5' : '0');
  }

  /** A byte of the header of a frame, RFC 6455 §5.2; what OkHttp will refuse is left to it. */
  private byte header(byte next) {
    byte passed = next;
    if (headerBytes == 0) {
      opcode = next & OPCODE;
      dropped = (next & 0xff) == FINAL_PING && !pongs.admit();
      if (opcode == TEXT || opcode == BINARY) {
        texts.add(opcode == TEXT);
        messageBytes = 0;
        passed = (byte) ((next & ~OPCODE) | BINARY);
      }
    } else if (headerBytes == 1) {
      int length = next & LENGTH;
      lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0;
      frameBytes = lengthBytes == 0 ? length : 0;
    } else {
      frameBytes = frameBytes << 8 | (next & 0xff);
    }
    headerBytes++;
    if (headerBytes == 2 + lengthBytes) {
      headerBytes = 0;
      headerPassed();
    }
    return passed;
  }

  /** Returns why the connection is being ended, or null if this guard has refused nothing. */
  @Nullable TransportException refusal() {
    return refusal;
  }

  private void headerPassed() {
    payloadBytes = frameBytes < 0 ? Long.MAX_VALUE : frameBytes; // OkHttp refuses a negative one
    if (opcode > BINARY) {
      return;
    }
    if (payloadBytes > maxMessageBytes - messageBytes && frameBytes >= 0) {
      refusal =
          new TransportException(
              Kind.MESSAGE_TOO_LARGE,
              "an inbound message has more than " + maxMessageBytes + " bytes",
              null);
    }
    messageBytes += frameBytes;
  }

  private final class Input extends FilterInputStream {

    Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int passed = 0;
      while (passed == 0 && length > 0) {
        if (refusal != null) { // what came before it has been delivered
          throw new IOException("refused", refusal);
        }
        int count = in.read(bytes, offset, length);
        if (count < 0) {
          return count;
        }
        passed = pass(bytes, offset, offset + count);
      }
      return passed;
    }
  }

  private final class Output extends FilterOutputStream {

    private boolean first;

    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!first && requested.getAndSet(true)) {
        refusal = // also for reading, which OkHttp tries after a failed write
            new TransportException(Kind.LOST, "the connection ended before the response", null);
        throw new IOException("refused", refusal);
      }
      first = true;
      out.write(bytes, offset, length);
      pongs.written();
    }
  }
}
