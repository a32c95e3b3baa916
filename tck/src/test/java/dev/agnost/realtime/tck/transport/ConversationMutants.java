package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Mistakes on an open connection that show in some cases only. */
final class ConversationMutants {

  private ConversationMutants() {}

  static List<Mutant> all() {
    ReentrantLock all = new ReentrantLock();
    return List.of(
        Mutant.connection(
            135,
            "close inside onText deadlocks",
            "T3.11",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void close(CloseStatus status) {
                    while (Thread.currentThread() == reader && !signals.isEnded()) {
                      LockSupport.parkNanos(1_000_000); // until the reader has returned
                    }
                    super.close(status);
                  }
                }),
        Mutant.connection(
            136,
            "text above 1 MiB goes as binary",
            "T4.7",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void send(int opcode, ByteBuffer bytes) {
                    super.send(bytes.remaining() > 1 << 20 ? Frame.BINARY : opcode, bytes);
                  }
                }),
        Mutant.connection(
            137,
            "a 64-bit length in every frame",
            "T4.7",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void writeFrame(OutputStream out, Outgoing next) throws IOException {
                    byte[] payload = payload(next.bytes());
                    byte[] mask = newMask();
                    byte[] head = Frame.header(0x80 | next.opcode(), payload.length);
                    head[1] |= (byte) 0x80;
                    out.write(head);
                    out.write(mask);
                    out.write(Frame.xor(payload, mask));
                  }
                }),
        Mutant.connection(
            138,
            "bufferedBytes counts messages",
            "T4.8",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public long bufferedBytes() {
                    return outgoing.stream().filter(Outgoing::counts).count();
                  }
                }),
        Mutant.connection(
            139,
            "pongs are added and never subtracted",
            "T4.8",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void ping(byte[] payload) {
                    buffered.addAndGet(payload.length);
                    super.ping(payload);
                  }
                }),
        Mutant.connection(
            140,
            "pongs are subtracted and never added",
            "T4.8",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void ping(byte[] payload) {
                    buffered.addAndGet(-payload.length);
                    super.ping(payload);
                  }

                  @Override
                  public long bufferedBytes() {
                    return Math.max(0, super.bufferedBytes());
                  }
                }),
        Mutant.connection(
            141,
            "bufferedBytes stays after abort",
            "T4.8",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public long bufferedBytes() {
                    return buffered.get();
                  }
                }),
        Mutant.connection(
            142,
            "onDrained for the first backlog only",
            "T4.11",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private boolean told;

                  @Override
                  void drained() {
                    if (!told) {
                      told = true;
                      super.drained();
                    }
                  }
                }),
        Mutant.connection(
            143,
            "a request that races with an arrival is lost",
            "T5.2",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private volatile boolean parked;

                  @Override
                  void awaitDemand() {
                    if (!signals.wantsRead() && !signals.isEnded()) {
                      long end = System.nanoTime() + 50_000;
                      while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                      }
                      parked = true;
                      while (parked && !signals.isEnded()) {
                        LockSupport.parkNanos(1_000_000);
                      }
                    }
                  }

                  @Override
                  public void resumeReading() {
                    parked = false;
                  }
                }),
        Mutant.connection(
            144,
            "each fragment uses up demand",
            "T5.4",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private final AtomicLong frames = new AtomicLong();

                  @Override
                  public void request(long messages) {
                    frames.getAndUpdate(n -> n + messages < 0 ? Long.MAX_VALUE : n + messages);
                    super.request(messages);
                  }

                  @Override
                  void awaitDemand() {
                    while (frames.get() <= 0 && !signals.isClosing() && !signals.isEnded()) {
                      LockSupport.parkNanos(1_000_000);
                    }
                    super.awaitDemand();
                  }

                  @Override
                  void checkSize(long held, long announced) {
                    frames.getAndUpdate(n -> n == Long.MAX_VALUE ? n : n - 1);
                    super.checkSize(held, announced);
                  }
                }),
        Mutant.connection(
            145,
            "waits for FIN for ever after both close frames",
            "T6.11",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void peerClosed(CloseStatus status, DataInputStream in) throws IOException {
                    if (!signals.isClosing()) {
                      enqueueClose(status);
                    }
                    signals.closed(status);
                    in.readAllBytes();
                    release();
                  }
                }),
        Mutant.connection(
            146,
            "a reason that is not UTF-8 gives no signal",
            "T6.3",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void fail(Throwable t) {
                    if (!(t.getCause() instanceof CharacterCodingException)) {
                      super.fail(t);
                    }
                  }
                }),
        Mutant.connection(
            147,
            "close_notify without a close frame is a clean close",
            "T6.5",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void fail(Throwable t) {
                    if (t.getClass() == EOFException.class
                        && request.secure()
                        && !signals.isConnecting()) {
                      signals.closed(CloseStatus.NORMAL);
                      release();
                    } else {
                      super.fail(t);
                    }
                  }
                }),
        Mutant.connection(
            148,
            "the limit is not summed over fragments of text",
            "T7.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private boolean text;

                  @Override
                  byte[] part(int opcode, byte[] payload) {
                    text = opcode == Frame.TEXT;
                    return payload;
                  }

                  @Override
                  void checkSize(long held, long announced) {
                    super.checkSize(text ? 0 : held, announced);
                  }
                }),
        Mutant.connection(
            149,
            "only two neighbouring fragments are summed",
            "T7.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private long previous;

                  @Override
                  void checkSize(long held, long announced) {
                    super.checkSize(held == 0 ? 0 : previous, announced);
                    previous = announced;
                  }
                }),
        Mutant.connection(
            150,
            "a frame that is not whole does not count",
            "T7.11",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void checkSize(long held, long announced) {
                    super.checkSize(0, announced);
                  }

                  @Override
                  void checkRead(long held) {
                    super.checkSize(held, 0);
                  }
                }),
        Mutant.connection(
            151,
            "a library's own limit of 4 MiB",
            "T7.2",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void checkSize(long held, long announced) {
                    if (held + announced > 4 << 20) {
                      throw new TransportException(Kind.MESSAGE_TOO_LARGE, "above 4 MiB", null);
                    }
                    super.checkSize(held, announced);
                  }
                }),
        Mutant.connection(
            152,
            "a length with its top bit set ends the reader silently",
            "T7.3",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void fail(Throwable t) {
                    if (!String.valueOf(t.getMessage()).startsWith("a length of")) {
                      super.fail(t);
                    }
                  }
                }),
        Mutant.connection(
            153,
            "the same masks on every connection",
            "T7.6",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private final Random same = new Random(42);

                  @Override
                  byte[] newMask() {
                    byte[] mask = new byte[4];
                    same.nextBytes(mask);
                    return mask;
                  }
                }),
        Mutant.connection(
            154,
            "pongs are queued without a bound",
            "T7.8",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void ping(byte[] payload) {
                    outgoing.add(new Outgoing(Frame.PONG, ByteBuffer.wrap(payload), false, false));
                  }
                }),
        Mutant.connection(
            155,
            "one writer for all connections",
            "T8.4",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void writeFrame(OutputStream out, Outgoing next) throws IOException {
                    all.lock();
                    try {
                      super.writeFrame(out, next);
                    } finally {
                      all.unlock();
                    }
                  }
                }),
        Mutant.transport(
            156,
            "Transport.close inside a signal deadlocks",
            "T8.1",
            config ->
                new ReferenceTransport(config) {
                  @Override
                  public void close() {
                    super.close();
                    try {
                      if (Thread.currentThread().getName().startsWith("reference-reader")) {
                        Thread.currentThread().join(); // waits for its own end
                      }
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }),
        Mutant.transport(
            157,
            "Transport.close never returns",
            "T8.1",
            config ->
                new ReferenceTransport(config) {
                  @Override
                  public void close() {
                    super.close();
                    while (!Thread.currentThread().isInterrupted()) {
                      LockSupport.parkNanos(1_000_000_000);
                    }
                  }
                }));
  }
}
