package dev.agnost.realtime.tck.transport.naive;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.Utf8Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/** Jetty's Session API with its defaults. */
@SuppressWarnings("FutureReturnValueIgnored") // as careless as the manual
final class NaiveJetty implements Transport {

  private final WebSocketClient client;

  NaiveJetty(TransportConfig config) {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    config.sslContext().ifPresent(tls::setSslContext);
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(tls);
    client = new WebSocketClient(new HttpClient(new HttpClientTransportDynamic(connector)));
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not start", e);
    }
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    ClientUpgradeRequest upgrade = new ClientUpgradeRequest(request.uri());
    request.headers().forEach(header -> upgrade.setHeader(header.name(), header.value()));
    Connection connection = new Connection(listener);
    try {
      connection.connecting = client.connect(connection, upgrade);
      connection.connecting.whenComplete(connection::connected);
    } catch (IOException e) {
      connection.signals.failed(e);
    }
    return connection;
  }

  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
  }

  /** Public, because Jetty looks for its methods by reflection. */
  public static final class Connection
      implements Session.Listener.AutoDemanding, TransportConnection, ConnectionSignals.Engine {

    private final ConnectionSignals signals;
    private final AtomicLong buffered = new AtomicLong();
    private volatile @Nullable CompletableFuture<Session> connecting; // written once by connect
    private volatile @Nullable Session session; // written once by onWebSocketOpen

    Connection(TransportListener listener) {
      signals = new ConnectionSignals(this, listener, this);
    }

    private void connected(@Nullable Session opened, @Nullable Throwable failure) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof UpgradeException upgrade && upgrade.getResponseStatusCode() > 0) {
        signals.failed(TransportException.rejected(upgrade.getResponseStatusCode(), null, ""));
      } else if (cause != null) {
        signals.failed(cause);
      }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
      signals.opened();
    }

    @Override
    public void onWebSocketText(String message) {
      signals.text(message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
      signals.binary(payload);
      callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
      signals.failed(cause);
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
      signals.closed(new CloseStatus(code, reason == null ? "" : reason));
      callback.succeed();
    }

    @Override
    public void sendText(ByteBuffer utf8) {
      Session now = session;
      if (signals.maySend() && now != null) {
        now.sendText(Utf8Text.decode(utf8), counted(utf8.remaining()));
      }
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
      Session now = session;
      if (signals.maySend() && now != null) {
        now.sendBinary(bytes, counted(bytes.remaining()));
      }
    }

    private Callback counted(int bytes) {
      buffered.addAndGet(bytes);
      return Callback.from(() -> buffered.addAndGet(-bytes), failure -> buffered.addAndGet(-bytes));
    }

    @Override
    public void request(long messages) {
      signals.request(messages);
    }

    @Override
    public long bufferedBytes() {
      return buffered.get();
    }

    @Override
    public void close(CloseStatus status) {
      Session now = session;
      if (signals.beginClose() && now != null) {
        now.close(status.code(), status.reason(), Callback.NOOP);
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
      Session now = session;
      CompletableFuture<Session> attempt = connecting;
      if (now != null) {
        now.disconnect();
      } else if (attempt != null) {
        attempt.cancel(true);
      }
    }
  }
}
