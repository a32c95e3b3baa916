package dev.agnost.realtime.testserver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection. Its own thread reads; what it reads is handled under the lock of {@link
 * World}; writing is left to the {@link Outbox}.
 */
final class Connection implements Runnable {
  private final World world;
  private final HttpUpgrade http;
  private final int number;
  private final Socket tcp;
  private final Outbox outbox;
  private volatile Socket stream; // tcp, or TLS over it
  private boolean cut; // guarded by the lock
  private boolean silentWebSocket; // upgraded, then stalled; guarded by the lock
  private boolean closeSent; // guarded by the lock
  private @Nullable EngineSession engine; // guarded by the lock
  private World.@Nullable Timer closeTimer; // guarded by the lock

  Connection(World world, HttpUpgrade http, int number, Socket tcp) {
    this.world = world;
    this.http = http;
    this.number = number;
    this.tcp = tcp;
    this.stream = tcp;
    this.outbox =
        new Outbox(
            world.threads(),
            world.faults()::frozen,
            world.faults()::delay,
            this::endOutput,
            this::closeSocket);
  }

  boolean hasEngineId(String id) {
    return engine != null && engine.id().equals(id);
  }

  boolean wasCut() {
    return cut;
  }

  void note(String what) {
    world.log().note(number, what);
  }

  void send(Outgoing packet) {
    world.log().out(number, packet.text());
    outbox.offer(packet.frames());
  }

  /** Sends a close frame and then waits for the other one, within limits. */
  void sendClose(byte[] frame) {
    if (!closeSent) {
      closeSent = true;
      world.log().out(number, "(close frame)");
      outbox.offer(List.of(frame));
      limitClosing();
    }
  }

  /** The server closes the WebSocket, if there is one. */
  void close() {
    if (engine != null) {
      engine.close();
    } else if (silentWebSocket) {
      sendClose(FrameWriter.close());
    }
  }

  /** Cuts the TCP connection without a close frame; the channels are told. */
  void cut() {
    sever();
    if (engine != null) {
      engine.onTransportClosed();
    }
  }

  /** Like {@link #cut()}, but with a TCP reset. */
  void reset() {
    severWithReset();
    cut();
  }

  /** Cuts the TCP connection because the process dies. */
  void abandon() {
    if (engine != null) {
      engine.abandon();
    }
    sever();
  }

  /** Cuts the TCP connection and leaves the session as it is. */
  void sever() {
    cut = true;
    outbox.discard();
    closeSocket();
    if (closeTimer != null) {
      closeTimer.cancel();
    }
  }

  /** Like {@link #sever()}, but with a TCP reset. */
  void severWithReset() {
    try {
      tcp.setSoLinger(true, 0);
    } catch (IOException e) {
      note("is gone already: " + e.getMessage());
    }
    sever();
  }

  long unsentBytes() {
    return outbox.queuedBytes();
  }

  void awaitQuiet() {
    outbox.awaitQuiet();
  }

  void resume() {
    outbox.resume();
  }

  @Override
  public void run() {
    try {
      serve();
      note("ended by the client");
    } catch (IOException e) {
      note("ended: " + e.getMessage());
    } finally {
      outbox.discard();
      closeSocket();
      world.locked(this::ended);
    }
  }

  private void serve() throws IOException {
    tcp.setTcpNoDelay(true);
    world.admitted(this, () -> true); // a frozen server does not even begin TLS
    InputStream in = openStreams();
    HttpRequest request;
    try {
      request = HttpRequest.read(in);
    } catch (ProtocolException notHttp) {
      HttpAnswer.Then unused =
          world.admitted(this, () -> give(HttpAnswer.of(400, Map.of(), ""), null));
      in.transferTo(OutputStream.nullOutputStream());
      return;
    }
    if (request == null) {
      return;
    }
    world.log().in(number, request.method() + " " + request.path() + " " + request.query());
    HttpAnswer.Then then = world.admitted(this, () -> begin(request));
    if (then == HttpAnswer.Then.OPEN) {
      serveWebSocket(in);
    }
    // Reads on to the end: closing with unread input would reset what is still on its way out.
    in.transferTo(OutputStream.nullOutputStream());
  }

  private InputStream openStreams() throws IOException {
    SSLContext tls = world.settings().tls();
    if (tls != null) {
      stream = tls.getSocketFactory().createSocket(tcp, null, true);
    }
    outbox.open(stream.getOutputStream());
    return new BufferedInputStream(stream.getInputStream());
  }

  private HttpAnswer.Then begin(HttpRequest request) {
    return give(http.answer(request), request.headers().get("origin"));
  }

  private HttpAnswer.Then give(HttpAnswer answer, @Nullable String origin) {
    if (!answer.text().isEmpty()) {
      world.log().out(number, answer.text().lines().findFirst().orElse(""));
      outbox.offer(List.of(answer.text().getBytes(StandardCharsets.UTF_8)));
    }
    switch (answer.then()) {
      case OPEN -> {
        engine = new EngineSession(world, this, origin);
        engine.open();
      }
      case CLOSE_FRAME -> {
        sendClose(FrameWriter.close());
        finish();
      }
      case FINISH -> finish();
      case SILENCE -> {
        silentWebSocket = !answer.text().isEmpty();
        note("stalled");
      }
    }
    return answer.then();
  }

  private void serveWebSocket(InputStream in) throws IOException {
    FrameReader frames = new FrameReader(in, world.settings().maxPayloadBytes());
    try {
      boolean open = true;
      while (open) {
        Incoming message = frames.next();
        open = world.admitted(this, () -> on(message));
      }
    } catch (ProtocolViolationException e) {
      world.admitted(this, () -> violated(e));
    }
  }

  /** Handles a message; false when the peer has closed. */
  private boolean on(Incoming message) {
    EngineSession session = Objects.requireNonNull(engine);
    if (message instanceof Incoming.Text text) {
      world.log().in(number, text.text());
      session.onText(text.text());
    } else if (message instanceof Incoming.Binary binary) {
      world.log().in(number, "bin:" + binary.bytes().length + " bytes");
      session.onBinary(binary.bytes());
    } else if (message instanceof Incoming.Ping ping && !closeSent) {
      outbox.offer(List.of(FrameWriter.pong(ping.payload())));
    } else if (message instanceof Incoming.Close close) {
      world.log().in(number, "(close frame)");
      session.onTransportClosed();
      sendClose(FrameWriter.close(close.payload()));
      finish();
      return false;
    }
    return true;
  }

  private boolean violated(ProtocolViolationException violation) {
    note("bad frame: " + violation.getMessage());
    Objects.requireNonNull(engine).onTransportClosed();
    sendClose(FrameWriter.close(violation.status()));
    finish();
    return true;
  }

  private void finish() {
    outbox.finish();
    limitClosing();
  }

  private void limitClosing() {
    if (closeTimer == null) {
      closeTimer = world.after(world.settings().closeTimeout(), this::cut);
    }
  }

  private void ended() {
    cut();
    world.connections().remove(this);
  }

  /** Called by a writer: everything is out. */
  private void endOutput() {
    try {
      stream.shutdownOutput();
    } catch (IOException e) {
      closeSocket();
    }
  }

  /** Under TLS too only TCP is closed: no close_notify, as when a process dies. */
  private void closeSocket() {
    try {
      tcp.close();
    } catch (IOException e) {
      note("close failed: " + e.getMessage());
    }
  }
}
