package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLParameters;

/** Mistakes that ordinary traffic does not show: timing, second times, unusual sizes and ends. */
final class SubtleMutants {

  private SubtleMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(connecting());
    all.addAll(talking());
    all.addAll(ending());
    return all;
  }

  private static List<Mutant> connecting() {
    return List.of(
        Mutant.sockets(
            158,
            "a proxy's refusal with a body is taken for the server's answer",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  String readAnswer(InputStream in) throws IOException {
                    String answer = super.readAnswer(in);
                    if (!answer.contains(" 200") && in.available() > 0) {
                      throw TransportException.rejected(403, null, "");
                    }
                    return answer;
                  }
                }),
        Mutant.transport(
            169,
            "the credentials of the proxy go with the first connection only",
            "T1.3",
            FirstOnly::new),
        Mutant.sockets(
            170,
            "TLS 1.2 is refused",
            "T2.17",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  void verifyHost(SSLParameters parameters) {
                    super.verifyHost(parameters);
                    parameters.setProtocols(new String[] {"TLSv1.3"});
                  }
                }),
        Mutant.connection(
            171,
            "headers without a value are left out",
            "T2.2",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  ReferenceUpgrade newUpgrade() {
                    return new ReferenceUpgrade(request) {
                      @Override
                      List<Header> headers() {
                        return super.headers().stream().filter(h -> !h.value().isEmpty()).toList();
                      }
                    };
                  }
                }),
        Mutant.connection(
            161, "of two requests before onOpen one counts", "T5.2", OneRequest::new));
  }

  private static List<Mutant> talking() {
    return List.of(
        Mutant.connection(
            160,
            "sends from inside a signal overtake",
            "T4.2",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void send(int opcode, ByteBuffer bytes) {
                    List<Outgoing> before = new ArrayList<>();
                    if (Thread.currentThread() == reader) {
                      outgoing.drainTo(before);
                    }
                    super.send(opcode, bytes);
                    outgoing.addAll(before);
                  }
                }),
        Mutant.connection(
            166,
            "the position of a direct buffer is ignored",
            "T4.6",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  byte[] payload(ByteBuffer bytes) {
                    return super.payload(bytes.isDirect() ? bytes.duplicate().rewind() : bytes);
                  }
                }),
        Mutant.connection(167, "the limit of text is in characters", "T7.1", Characters::new),
        Mutant.connection(
            168,
            "an empty binary message arrives as text",
            "T3.5",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void message(int opcode, byte[] payload) {
                    super.message(payload.length == 0 ? Frame.TEXT : opcode, payload);
                  }
                }),
        Mutant.connection(173, "bufferedBytes counts characters", "T4.8", CountsCharacters::new));
  }

  private static List<Mutant> ending() {
    return List.of(
        Mutant.connection(
            159,
            "abort is signalled after three seconds",
            "T6.7",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void abort() {
                    transport
                        .thread("late", () -> parkFor(TimeUnit.SECONDS, 3, super::abort))
                        .start();
                  }
                }),
        Mutant.connection(
            162,
            "codes of applications are sent as 1000",
            "T6.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void close(CloseStatus status) {
                    super.close(
                        status.code() < 4000 ? status : new CloseStatus(1000, status.reason()));
                  }
                }),
        Mutant.connection(163, "the socket stays open when a listener throws", "T6.11", Keeps::of),
        Mutant.connection(
            164,
            "the socket stays open after an overflow",
            "T4.4",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void release() {
                    if (buffered.get() < maxBuffered() - (1 << 20)) {
                      super.release();
                    }
                  }
                }),
        Mutant.transport(165, "a thread of each transport goes on", "T8.2", Watched::new),
        Mutant.connection(
            172,
            "a reset while closing gives no signal",
            "T6.5",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void fail(Throwable t) {
                    if (!(signals.isClosing() && t instanceof SocketException)) {
                      super.fail(t);
                    }
                  }
                }));
  }

  private static void parkFor(TimeUnit unit, long time, Runnable then) {
    long end = System.nanoTime() + unit.toNanos(time);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    then.run();
  }

  private static final class FirstOnly extends ReferenceTransport {

    private final AtomicBoolean used = new AtomicBoolean();

    FirstOnly(TransportConfig config) {
      super(config);
    }

    private TransportConfig next() {
      Optional<ProxyConfig> proxy = config().proxy();
      if (proxy.isEmpty() || config().sslContext().isEmpty() || !used.getAndSet(true)) {
        return config();
      }
      ProxyConfig bare =
          proxy.get().type() == ProxyConfig.Type.HTTP
              ? ProxyConfig.http(proxy.get().host(), proxy.get().port())
              : ProxyConfig.socks5(proxy.get().host(), proxy.get().port());
      return Configs.through(bare, config().sslContext().get());
    }

    @Override
    ReferenceConnection newConnection(ConnectRequest request, TransportListener listener) {
      return new ReferenceConnection(this, request, listener) {
        @Override
        ReferenceSocket newSockets() {
          return new ReferenceSocket(FirstOnly.this.next());
        }
      };
    }
  }

  private static final class OneRequest extends ReferenceConnection {

    private boolean asked;

    OneRequest(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public synchronized void request(long messages) {
      if (!asked || !signals.isConnecting()) {
        asked = true;
        super.request(messages);
      }
    }
  }

  private static final class Characters extends ReferenceConnection {

    private int characters; // of the current message; reader only

    Characters(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkSize(long held, long announced) {
      super.checkSize(0, (held + announced) / 4);
    }

    @Override
    byte[] part(int opcode, byte[] payload) throws IOException {
      characters +=
          opcode == Frame.TEXT
              ? new String(payload, StandardCharsets.UTF_8).length()
              : payload.length;
      super.checkSize(0, characters);
      return payload;
    }

    @Override
    void message(int opcode, byte[] payload) {
      characters = 0;
      super.message(opcode, payload);
    }
  }

  private static final class CountsCharacters extends ReferenceConnection {

    private final AtomicLong excess = new AtomicLong();

    CountsCharacters(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    private static long excess(int opcode, ByteBuffer bytes) {
      int characters = StandardCharsets.UTF_8.decode(bytes.duplicate()).length();
      return opcode == Frame.TEXT ? bytes.remaining() - characters : 0;
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      excess.addAndGet(excess(opcode, bytes));
      super.send(opcode, bytes);
    }

    @Override
    void writeFrame(OutputStream out, Outgoing next) throws IOException {
      super.writeFrame(out, next);
      excess.addAndGet(-excess(next.opcode(), next.bytes()));
    }

    @Override
    public long bufferedBytes() {
      return Math.max(0, super.bufferedBytes() - excess.get());
    }
  }

  private static final class Keeps extends ReferenceConnection {

    private final AtomicBoolean thrown;

    private Keeps(
        ReferenceTransport transport,
        ConnectRequest request,
        TransportListener listener,
        AtomicBoolean thrown) {
      super(transport, request, listener);
      this.thrown = thrown;
    }

    static ReferenceConnection of(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      AtomicBoolean thrown = new AtomicBoolean();
      return new Keeps(transport, request, new Noting(listener, thrown), thrown);
    }

    @Override
    public void release() {
      if (!thrown.get()) {
        super.release();
      }
    }
  }

  private static final class Noting extends ListenerFilter {

    private final AtomicBoolean thrown;

    Noting(TransportListener next, AtomicBoolean thrown) {
      super(next);
      this.thrown = thrown;
    }

    @Override
    void message(boolean text, ByteBuffer bytes) {
      try {
        super.message(text, bytes);
      } catch (RuntimeException | Error t) {
        thrown.set(true);
        throw t;
      }
    }
  }

  private static final class Watched extends ReferenceTransport {

    private final AtomicBoolean started = new AtomicBoolean();

    Watched(TransportConfig config) {
      super(config);
    }

    @Override
    public TransportConnection connect(ConnectRequest request, TransportListener listener) {
      if (!started.getAndSet(true)) {
        thread("watch", () -> parkFor(TimeUnit.MINUTES, 2, () -> {})).start();
      }
      return super.connect(request, listener);
    }
  }
}
