package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.Rejection;
import dev.agnost.realtime.transport.support.WebSocketHandshake;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.UpgradeListener;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;

/** The upgrade of one connection: Jetty's, with the request's headers and strict checks. */
final class UpgradeRequest extends CoreClientUpgradeRequest implements Response.Listener {

  /** How long the body of a rejection may take after its head. */
  private static final int REJECTION_MILLIS = 1_000;

  /** A frame up to this size is never cut on its way out, however low the inbound limit is. */
  private static final int MIN_FRAME_BYTES = 64 * 1024;

  private static final int BUFFER_BYTES = 16 * 1024;

  private final JettyConnection connection;
  private final FrameSession frames;
  private final WebSocketHandshake handshake;
  private volatile @Nullable Rejection rejection; // written once, with the head of the response

  UpgradeRequest(
      WebSocketCoreClient client,
      ConnectRequest request,
      WebSocketHandshake handshake,
      JettyConnection connection,
      FrameSession frames) {
    super(client, request.uri());
    this.connection = connection;
    this.frames = frames;
    this.handshake = handshake;
    setConfiguration(configuration(connection.maxMessageBytes()));
    addListener(
        new UpgradeListener() {
          @Override
          public void onHandshakeRequest(Request upgrade) {
            prepare(upgrade, request);
          }
        });
  }

  private static Configuration.ConfigurationCustomizer configuration(int maxMessageBytes) {
    Configuration.ConfigurationCustomizer configuration =
        new Configuration.ConfigurationCustomizer();
    configuration.setAutoFragment(false); // a frame comes whole, collected once
    configuration.setMaxFrameSize(Math.max(MIN_FRAME_BYTES, maxMessageBytes));
    configuration.setInputBufferSize(BUFFER_BYTES);
    configuration.setOutputBufferSize(BUFFER_BYTES);
    configuration.setIdleTimeout(Duration.ZERO);
    return configuration;
  }

  /** Takes out what Jetty adds to keep caches away, and puts in what the request has. */
  private void prepare(Request upgrade, ConnectRequest request) {
    socket().reached();
    upgrade.headers(
        headers -> {
          headers.remove(HttpHeader.PRAGMA);
          headers.remove(HttpHeader.CACHE_CONTROL);
          headers.put(HttpHeader.SEC_WEBSOCKET_KEY, handshake.key());
          request.headers().forEach(header -> headers.add(header.name(), header.value()));
        });
  }

  AttemptSocket socket() {
    return connection.socket();
  }

  @Override
  public FrameHandler getFrameHandler() {
    return frames;
  }

  /** Jetty calls this when the status is 101 and the request has been written. */
  @Override
  public void upgrade(Response response, EndPoint endPoint) {
    if (response.getVersion() != HttpVersion.HTTP_1_1) {
      throw new TransportException(
          Kind.PROTOCOL, "the response with status 101 is not HTTP/1.1", null);
    }
    handshake.verify(name -> response.getHeaders().getValuesList(name));
    super.upgrade(response, endPoint);
  }

  @Override
  public void onHeaders(Response response) {
    if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
      Rejection begun =
          new Rejection(response.getStatus(), response.getHeaders().get(HttpHeader.RETRY_AFTER));
      rejection = begun;
      connection.after(REJECTION_MILLIS, () -> connection.failed(begun.toFailure()));
    }
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    Rejection begun = rejection;
    if (begun != null && begun.add(content)) {
      connection.failed(begun.toFailure());
    }
  }

  /** There is no WebSocket: Jetty does not call this after an upgrade. */
  @Override
  public void onComplete(Result result) {
    Rejection whole = rejection;
    connection.failed(whole != null ? whole.toFailure() : JettyFailures.of(result));
  }
}
