package dev.agnost.realtime.benchmarks.contestants;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** Jetty's core WebSocket API, without Socket.IO. */
final class JettyContestant implements Contestant {

  private static final int SECONDS = 30;

  private final URI server;
  private final Json json;
  private final WebSocketCoreClient client = new WebSocketCoreClient();

  JettyContestant(URI server, boolean tree) throws Exception {
    this.server = server;
    this.json = new Json(tree);
    client.start();
  }

  @Override
  public Link connect(Runnable onMessage) throws Exception {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    CoreSession session =
        client
            .connect(
                new Receiver(connected, onMessage), URI.create(Contestants.webSocketUri(server)))
            .get(SECONDS, TimeUnit.SECONDS);
    connected.get(SECONDS, TimeUnit.SECONDS);
    return new Link() {
      @Override
      public Runnable sender(String value) throws Exception {
        Supplier<byte[]> writing = json.writing(value);
        return () -> send(session, writing.get());
      }

      @Override
      public void close() {
        session.close(Callback.NOOP);
      }
    };
  }

  private static void send(CoreSession session, byte[] text) {
    session.sendFrame(new Frame(OpCode.TEXT, true, ByteBuffer.wrap(text)), Callback.NOOP, false);
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }

  private final class Receiver implements FrameHandler {

    private final CompletableFuture<Void> connected;
    private final CompletableFuture<CoreSession> session = new CompletableFuture<>();
    private final Runnable onMessage;

    Receiver(CompletableFuture<Void> connected, Runnable onMessage) {
      this.connected = connected;
      this.onMessage = onMessage;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      opened.setAutoFragment(false);
      session.complete(opened);
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      CoreSession opened = session.join();
      if (frame.getOpCode() == OpCode.TEXT) {
        text(opened, frame.getPayload());
      }
      callback.succeeded();
      opened.demand();
    }

    private void text(CoreSession opened, ByteBuffer text) {
      if (connected.isDone()) {
        if (!json.isTree() || json.read(BufferUtil.toArray(text))) {
          onMessage.run();
        }
      } else if (text.get(text.position()) == '0') {
        send(opened, "40".getBytes(US_ASCII));
      } else {
        connected.complete(null);
      }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      connected.completeExceptionally(cause);
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
