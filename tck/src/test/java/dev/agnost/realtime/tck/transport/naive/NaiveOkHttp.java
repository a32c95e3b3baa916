package dev.agnost.realtime.tck.transport.naive;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.Utf8Text;
import java.nio.ByteBuffer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** OkHttp with its defaults. */
final class NaiveOkHttp implements Transport {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Request.Builder builder = new Request.Builder().url(request.uri().toString());
    request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    Connection connection = new Connection(listener);
    connection.socket = client.newWebSocket(builder.build(), connection);
    return connection;
  }

  @Override
  public long maxBufferedBytes() {
    return 16L << 20;
  }

  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static final class Connection extends WebSocketListener
      implements TransportConnection, ConnectionSignals.Engine {

    private final ConnectionSignals signals;
    private volatile @Nullable WebSocket socket; // written once by connect and once by onOpen

    Connection(TransportListener listener) {
      signals = new ConnectionSignals(this, listener, this);
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      socket = webSocket;
      signals.opened();
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      signals.text(text);
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
      signals.binary(bytes.asByteBuffer());
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
      signals.closed(new CloseStatus(code, reason));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
      if (response == null || response.code() == 101) {
        signals.failed(failure);
      } else {
        signals.failed(TransportException.rejected(response.code(), null, ""));
      }
    }

    @Override
    public void sendText(ByteBuffer utf8) {
      WebSocket now = socket;
      if (signals.maySend() && now != null) {
        now.send(Utf8Text.decode(utf8));
      }
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
      WebSocket now = socket;
      if (signals.maySend() && now != null) {
        now.send(ByteString.of(bytes));
      }
    }

    @Override
    public void request(long messages) {
      signals.request(messages);
    }

    @Override
    public long bufferedBytes() {
      WebSocket now = socket;
      return now == null ? 0 : now.queueSize();
    }

    @Override
    public void close(CloseStatus status) {
      WebSocket now = socket;
      if (signals.beginClose() && now != null) {
        now.close(status.code(), status.reason());
      }
    }

    @Override
    public void abort() {
      signals.abort();
    }

    @Override
    public void resumeReading() {}

    @Override
    public void release() {
      WebSocket now = socket;
      if (now != null) {
        now.cancel();
      }
    }
  }
}
