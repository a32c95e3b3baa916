package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** One HTTP exchange on a connection of its own. */
final class HttpCall implements Dial.Caller, Attempt, HttpConnection.Reader {

  private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final JettyTransport transport;
  private final HttpRequest request;
  private final Dial dial;
  private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // reading thread only
  private final List<Header> headers = new ArrayList<>(); // reading thread only
  private int status; // reading thread only

  /**
   * @throws IllegalArgumentException if the URI has no host, or a header is reserved
   */
  HttpCall(JettyTransport transport, HttpRequest request) {
    for (Header header : request.headers()) {
      if (header.isReserved()) {
        throw new IllegalArgumentException(
            "header " + header.name() + " is written by the HTTP client and cannot be set");
      }
    }
    this.transport = transport;
    this.request = request;
    this.dial = new Dial(transport.dialer(), Endpoint.of(request.uri()), this);
    CompletableFuture<HttpResponse> unused =
        response.whenComplete((done, failure) -> release()); // H5: cancelling comes here too
  }

  void start() {
    dial.start();
  }

  CompletableFuture<HttpResponse> response() {
    return response;
  }

  @Override
  public void transportClosed() {
    response.completeExceptionally(
        new TransportException(Kind.ABORTED, "the transport was closed", null));
  }

  // --------------------------------------------------------------------------------- the
  // connection

  @Override
  public Connection over(EndPoint endPoint) {
    HttpConnection connection =
        new HttpConnection(endPoint, transport.dialer().engine().executor(), message(), this);
    return request.method().equals("HEAD") ? connection.expectingHeadOnly() : connection;
  }

  private ByteBuffer message() {
    String host = Endpoint.of(request.uri()).authority();
    RequestHead head =
        new RequestHead(request.method(), Endpoint.target(request.uri()), host)
            .addAll(request.headers());
    int length = request.body().remaining();
    if (length > 0 || METHODS_WITH_BODY.contains(request.method())) {
      head.add("Content-Length", String.valueOf(length));
    }
    return head.add("Connection", "close").with(request.body());
  }

  @Override
  public void unreachable(Throwable cause) {
    failed(cause);
  }

  // ----------------------------------------------------------------------------------- the
  // response

  @Override
  public void head(HttpVersion version, int responseStatus, HttpFields fields) {
    status = responseStatus;
    for (HttpField field : fields) {
      try {
        String value = field.getValue();
        headers.add(new Header(field.getName(), value == null ? "" : value));
      } catch (IllegalArgumentException notRepresentable) {
        // ignored: HttpResponse leaves such a field out
      }
    }
  }

  @Override
  public void content(ByteBuffer part) {
    if (part.remaining() > request.maxResponseBytes() - body.size()) {
      part.position(part.limit());
      failed(
          new TransportException(
              Kind.MESSAGE_TOO_LARGE,
              "the response body is above the limit of " + request.maxResponseBytes() + " bytes",
              null));
      return;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void complete(HttpConnection connection) {
    response.complete(HttpResponse.of(status, headers, ByteBuffer.wrap(body.toByteArray())));
  }

  @Override
  public void failed(Throwable cause) {
    response.completeExceptionally(JettyFailures.classify(dial.reasonOf(cause)));
  }

  private void release() {
    dial.cancel();
    transport.forget(this);
  }
}
