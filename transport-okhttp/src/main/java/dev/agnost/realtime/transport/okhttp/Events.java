package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.CloseStatus;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What OkHttp reports of one WebSocket. All but {@code onFailure} and {@code onClosed} come on the
 * reading thread; those two may come on any, at the same time.
 */
final class Events extends WebSocketListener {

  private final OkHttpConnection connection;

  Events(OkHttpConnection connection) {
    this.connection = connection;
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    connection.opened(webSocket);
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    connection.received(bytes);
  }

  /** Text does not come as such, see {@link InboundFrames}. */
  @Override
  public void onMessage(WebSocket webSocket, String text) {
    throw new IllegalStateException("text message from OkHttp");
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    connection.closed(webSocket, new CloseStatus(code, reason));
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable cause, @Nullable Response response) {
    if (response != null) {
      connection.failed(Failures.answered(response, cause));
    } else if (connection.signals().isConnecting()) {
      connection.failed(Failures.connecting(cause));
    } else {
      connection.failed(Failures.open(cause));
    }
  }
}
