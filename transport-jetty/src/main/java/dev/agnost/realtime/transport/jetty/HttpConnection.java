package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1, sent byte for byte as given, and its response. Jetty's own HTTP client
 * would add headers, cookies and credentials, follow and repeat.
 */
final class HttpConnection extends AbstractConnection
    implements Connection.UpgradeFrom, Connection.UpgradeTo, HttpParser.ResponseHandler {

  /** Hears the response; after {@link #complete} or {@link #failed} nothing more. */
  interface Reader {

    /** The head of the response, or of the switch to another protocol. */
    void head(HttpVersion version, int status, HttpFields fields);

    void content(ByteBuffer part);

    /** The whole response has been read; what comes next is another protocol's. */
    void complete(HttpConnection connection);

    void failed(Throwable cause);
  }

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MAX_HEAD_BYTES = 64 * 1024;

  private final ByteBuffer request;
  private final Reader reader;
  private final HttpParser parser = new HttpParser(this);
  private final ByteBuffer in = BufferUtil.allocate(BUFFER_BYTES); // by one thread at a time
  private final AtomicBoolean ended = new AtomicBoolean();

  private HttpVersion version = HttpVersion.HTTP_1_1; // of the current head, as all below
  private int status;
  private HttpFields.Mutable fields = HttpFields.build();
  private boolean headComplete;
  private int headBytes; // read until then, interim responses and all
  private boolean whole;

  HttpConnection(EndPoint endPoint, Executor executor, ByteBuffer request, Reader reader) {
    super(endPoint, executor);
    this.request = request;
    this.reader = reader;
  }

  /** The request is such that its response has no body, whatever the head of it says. */
  HttpConnection expectingHeadOnly() {
    parser.setHeadResponse(true);
    return this;
  }

  // ----------------------------------------------------------------------------------- the socket

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().write(Callback.from(() -> {}, this::fail), request);
    if (in.hasRemaining()) {
      onFillable();
    } else {
      fillInterested();
    }
  }

  @Override
  public void onFillable() {
    try {
      while (!ended.get() && !whole) {
        if (in.hasRemaining()) {
          parse();
          continue;
        }
        int filled = getEndPoint().fill(in);
        if (filled == 0) {
          fillInterested();
          return;
        }
        if (filled < 0) {
          parser.atEOF();
          parser.parseNext(BufferUtil.EMPTY_BUFFER);
          if (!whole) {
            fail(lost());
          }
        }
      }
    } catch (IOException | RuntimeException | Error failure) { // thread boundary
      fail(failure);
    }
    if (whole && !ended.getAndSet(true)) {
      reader.complete(this);
    }
  }

  private void parse() {
    while (!ended.get() && !whole && in.hasRemaining()) {
      int before = in.remaining();
      parser.parseNext(in);
      requireShortHead(before - in.remaining());
    }
  }

  /** Jetty's own limit fails an assertion of Jetty's when the status is below 400. */
  private void requireShortHead(int bytes) {
    if (!headComplete) {
      headBytes += bytes;
      if (headBytes > MAX_HEAD_BYTES) {
        throw new TransportException(
            Kind.PROTOCOL, "the head of the HTTP response is too long", null);
      }
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    fail(cause);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    super.onClose(cause);
    fail(cause == null ? lost() : cause);
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    return in;
  }

  @Override
  public void onUpgradeTo(ByteBuffer bytes) {
    BufferUtil.append(in, bytes);
  }

  private static TransportException lost() {
    return new TransportException(
        Kind.LOST, "the connection ended before the HTTP response did", null);
  }

  private void fail(Throwable cause) {
    if (!ended.getAndSet(true)) {
      reader.failed(cause);
    }
  }

  // ----------------------------------------------------------------------------------- the parser

  @Override
  public void startResponse(HttpVersion responseVersion, int responseStatus, String reason) {
    version = responseVersion;
    status = responseStatus;
    fields = HttpFields.build();
  }

  @Override
  public void parsedHeader(HttpField field) {
    fields.add(field);
  }

  @Override
  public boolean headerComplete() {
    if (!isInterim()) {
      headComplete = true;
      reader.head(version, status, fields);
    }
    return ended.get();
  }

  @Override
  public boolean content(ByteBuffer part) {
    reader.content(part);
    return ended.get();
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    if (isInterim()) {
      parser.reset();
    } else {
      whole = true;
    }
    return true;
  }

  private boolean isInterim() {
    return HttpStatus.isInformational(status) && status != HttpStatus.SWITCHING_PROTOCOLS_101;
  }

  @Override
  public void earlyEOF() {
    fail(lost());
  }

  @Override
  public void badMessage(HttpException failure) {
    fail(new TransportException(Kind.PROTOCOL, "the response is not HTTP", null));
  }
}
