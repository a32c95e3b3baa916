package dev.agnost.realtime.benchmarks.contestants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/** OkHttp's WebSocket, without Socket.IO. */
final class OkHttpContestant implements Contestant {

  private static final int SECONDS = 30;
  private static final int MANY = 100_000;
  private static final int NORMAL = 1000;

  private final URI server;
  private final Json json;
  private final OkHttpClient client;

  OkHttpContestant(URI server, boolean tree) {
    this.server = server;
    this.json = new Json(tree);
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MANY);
    dispatcher.setMaxRequestsPerHost(MANY);
    this.client =
        new OkHttpClient.Builder().dispatcher(dispatcher).readTimeout(1, TimeUnit.HOURS).build();
  }

  @Override
  public Link connect(Runnable onMessage) throws Exception {
    CompletableFuture<Void> connected = new CompletableFuture<>();
    Request request = new Request.Builder().url(Contestants.webSocketUri(server)).build();
    WebSocket socket = client.newWebSocket(request, new Receiver(connected, onMessage));
    connected.get(SECONDS, TimeUnit.SECONDS);
    return new Link() {
      @Override
      public Runnable sender(String value) throws Exception {
        Supplier<byte[]> writing = json.writing(value);
        if (json.isTree()) {
          return () -> send(socket, new String(writing.get(), UTF_8));
        }
        String text = new String(writing.get(), UTF_8);
        return () -> send(socket, text);
      }

      @Override
      public void close() {
        if (!socket.close(NORMAL, null)) {
          throw new IllegalStateException("closed already");
        }
      }
    };
  }

  private static void send(WebSocket socket, String text) {
    if (!socket.send(text)) {
      throw new IllegalStateException("OkHttp's queue is full");
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  private final class Receiver extends WebSocketListener {

    private final CompletableFuture<Void> connected;
    private final Runnable onMessage;

    Receiver(CompletableFuture<Void> connected, Runnable onMessage) {
      this.connected = connected;
      this.onMessage = onMessage;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      if (connected.isDone()) {
        if (!json.isTree() || json.read(text)) {
          onMessage.run();
        }
      } else if (text.charAt(0) == '0') {
        send(socket, "40");
      } else {
        connected.complete(null);
      }
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
      connected.completeExceptionally(failure);
    }
  }
}
