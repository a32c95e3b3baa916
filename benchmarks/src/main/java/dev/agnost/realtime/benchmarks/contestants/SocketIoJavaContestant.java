package dev.agnost.realtime.benchmarks.contestants;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONException;
import org.json.JSONObject;

/** socket.io-client-java, what a Java application would use without this project. */
final class SocketIoJavaContestant implements Contestant {

  private static final int SECONDS = 30;
  private static final int MANY = 100_000;

  private final URI server;
  private final OkHttpClient engine;

  SocketIoJavaContestant(URI server) {
    this.server = server;
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MANY); // the default, 64, is also its limit of connections
    dispatcher.setMaxRequestsPerHost(MANY);
    this.engine =
        new OkHttpClient.Builder().dispatcher(dispatcher).readTimeout(1, TimeUnit.HOURS).build();
  }

  @Override
  public Link connect(Runnable onMessage) throws Exception {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.path = "/realtime/realtime/";
    options.transports = new String[] {"websocket"};
    options.callFactory = engine;
    options.webSocketFactory = engine;
    Socket socket = IO.socket(server, options);
    CountDownLatch connected = new CountDownLatch(1);
    socket.on(Socket.EVENT_CONNECT, arguments -> connected.countDown());
    socket.on("tick", arguments -> onMessage.run());
    socket.connect();
    if (!connected.await(SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not connected in " + SECONDS + " s");
    }
    return new Link() {
      @Override
      public Runnable sender(String json) throws JSONException {
        JSONObject message = new JSONObject();
        message.put("channel", "room");
        message.put("eventName", "tick");
        message.put("message", new JSONObject(json));
        return () -> socket.emit("message", message);
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  @Override
  public void close() {
    engine.dispatcher().executorService().shutdownNow();
    engine.connectionPool().evictAll();
  }
}
