package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.support.CloseFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is queued while the channel is writable, many small frames to a buffer and large
 * frames in pieces, and flushes once for what has gathered. Used by the event loop only, except the
 * queue.
 */
@SuppressWarnings("FutureReturnValueIgnored") // its listener sees each write
final class FrameWriter {

  /** Receives the outcome of writes. */
  interface Sink {

    /** Payload bytes have been handed to the operating system. */
    void written(int bytes);

    /** A close frame of ours has been handed to the operating system. */
    void closeWritten();

    void writeFailed(Throwable cause);
  }

  private static final int PIECE = 64 * 1024;
  private static final int MOST_PIECES_PER_TURN = 16;
  private static final int MOST_PONGS = 64;

  private final Channel channel;
  private final Queue<OutboundFrame> queue;
  private final FrameEncoder encoder;
  private final Sink sink;

  private final ArrayDeque<OutboundFrame> pongs = new ArrayDeque<>(1);
  private @Nullable OutboundFrame last; // if set, nothing else is begun
  private boolean closeBegun;
  private boolean writing;

  /**
   * @param queue of messages and the close frame after them; others add to it
   */
  FrameWriter(Channel channel, Queue<OutboundFrame> queue, FrameEncoder encoder, Sink sink) {
    this.channel = channel;
    this.queue = queue;
    this.encoder = encoder;
    this.sink = sink;
  }

  /** Answers a ping ahead of queued messages; of a flood only the latest are answered. */
  void pong(byte[] payload) {
    if (pongs.size() == MOST_PONGS) {
      pongs.remove();
    }
    pongs.add(new OutboundFrame(Opcode.PONG, ByteBuffer.wrap(payload)));
  }

  /** Drops what is queued and ends with a close frame, unless one was written already. */
  void closeWith(CloseStatus status) {
    queue.clear();
    pongs.clear();
    last = new OutboundFrame(Opcode.CLOSE, CloseFrames.encode(status));
    write();
  }

  /**
   * Writes as much as the channel takes.
   *
   * @return whether the channel would take more but others must have their turn first
   */
  boolean write() {
    if (writing) { // a flush made the channel writable again, further up in the stack
      return false;
    }
    writing = true;
    int pieces = 0;
    try {
      while (hasFrames() && channel.isWritable()) {
        if (pieces == MOST_PIECES_PER_TURN) {
          return true;
        }
        pieces++;
        writePiece();
        if (!channel.isWritable()) {
          channel.flush();
        }
      }
      return false;
    } finally {
      if (pieces > 0) {
        channel.flush();
      }
      writing = false;
    }
  }

  private boolean hasFrames() {
    return encoder.inFrame() || peek() != null;
  }

  private void writePiece() {
    OutboundFrame first = encoder.inFrame() ? null : peek();
    int size = first == null ? encoder.remaining() : FrameEncoder.sizeOf(first);
    ByteBuf piece = channel.alloc().ioBuffer(Math.min(PIECE, size));
    boolean closedBefore = closeBegun;
    int payload = 0;
    boolean complete = false;
    try {
      do {
        if (!encoder.inFrame()) {
          encoder.begin(poll(), piece);
        }
        payload += encoder.writeTo(piece, PIECE - piece.readableBytes());
      } while (piece.readableBytes() < PIECE && hasFrames());
      complete = true;
    } finally {
      if (!complete) {
        piece.release();
      }
    }
    boolean closing = closeBegun && !closedBefore;
    int messageBytes = payload;
    channel.write(piece).addListener(done -> written(done, messageBytes, closing));
  }

  private void written(Future<?> write, int messageBytes, boolean closing) {
    Throwable failure = write.cause();
    if (failure != null) {
      sink.writeFailed(failure);
      return;
    }
    if (messageBytes > 0) {
      sink.written(messageBytes);
    }
    if (closing) {
      sink.closeWritten();
    }
  }

  private @Nullable OutboundFrame peek() {
    if (closeBegun) {
      return null;
    }
    if (last != null) {
      return last;
    }
    OutboundFrame pong = pongs.peek();
    return pong != null ? pong : queue.peek();
  }

  private OutboundFrame poll() {
    OutboundFrame next = last != null ? last : pongs.poll();
    if (next == null) {
      next = queue.remove();
    }
    closeBegun = next.opcode() == Opcode.CLOSE;
    return next;
  }
}
