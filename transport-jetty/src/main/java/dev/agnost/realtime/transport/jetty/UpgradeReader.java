package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.RetryAfter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Judges the response to an upgrade. */
final class UpgradeReader implements HttpConnection.Reader {

  /** How long the text of a refusal may take; the refusal itself is there already. */
  private static final int BODY_MILLIS = 1_000;

  private final JettyConnection connection;
  private final Upgrade upgrade;
  private final JettyEngine engine;
  private volatile @Nullable Refusal refusal;

  UpgradeReader(JettyConnection connection, Upgrade upgrade, JettyEngine engine) {
    this.connection = connection;
    this.upgrade = upgrade;
    this.engine = engine;
  }

  @Override
  public void head(HttpVersion version, int status, HttpFields fields) {
    if (status == HttpStatus.SWITCHING_PROTOCOLS_101) {
      try {
        upgrade.verify(version, fields);
      } catch (TransportException wrong) {
        connection.failed(wrong);
      }
    } else {
      Refusal begun = new Refusal(status, fields.get(HttpHeader.RETRY_AFTER));
      refusal = begun;
      engine.after(BODY_MILLIS, () -> engine.execute(() -> connection.failed(begun.asFailure())));
    }
  }

  @Override
  public void content(ByteBuffer part) {
    Refusal begun = refusal;
    if (begun != null && begun.addAndIsFull(part)) {
      connection.failed(begun.asFailure());
    }
  }

  @Override
  public void complete(HttpConnection http) {
    Refusal whole = refusal;
    if (whole != null) {
      connection.failed(whole.asFailure());
    } else {
      connection.upgraded(http.getEndPoint());
    }
  }

  @Override
  public void failed(Throwable cause) {
    Refusal begun = refusal;
    connection.failed(begun == null ? cause : begun.asFailure());
  }

  /** Another status than 101, and what has come of its body. */
  private static final class Refusal {

    private final int status;
    private final @Nullable String retryAfter;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // guarded by this

    Refusal(int status, @Nullable String retryAfter) {
      this.status = status;
      this.retryAfter = retryAfter;
    }

    synchronized boolean addAndIsFull(ByteBuffer part) {
      byte[] bytes =
          new byte[Math.min(part.remaining(), TransportException.MAX_BODY_CHARS - body.size())];
      part.get(bytes);
      part.position(part.limit());
      body.writeBytes(bytes);
      return body.size() == TransportException.MAX_BODY_CHARS;
    }

    synchronized TransportException asFailure() {
      return TransportException.rejected(
          status,
          RetryAfter.parse(retryAfter, Instant.now()),
          body.toString(StandardCharsets.UTF_8));
    }
  }
}
