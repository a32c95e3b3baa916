package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than 101, and the start of its body (T2.4). At most {@link
 * TransportException#MAX_BODY_CHARS} bytes are kept, however long the body is.
 *
 * <p>The failure is not to wait for a body that stalls or never ends: signal it when {@link #add}
 * returns true, when the body ends, or a second after the head, whatever comes first. Thread-safe.
 */
public final class Rejection {

  private final int status;
  private final @Nullable String retryAfter;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // guarded by this

  /**
   * @param status the HTTP status
   * @param retryAfter the value of the header {@code Retry-After}, or null
   */
  public Rejection(int status, @Nullable String retryAfter) {
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * Takes a part of the body; its position is moved to its limit.
   *
   * @return whether nothing more is kept
   */
  public synchronized boolean add(ByteBuffer part) {
    int room = TransportException.MAX_BODY_CHARS - body.size();
    byte[] kept = new byte[Math.min(part.remaining(), room)];
    part.get(kept);
    ((Buffer) part).position(part.limit()); // the cast: Android has no covariant override
    body.write(kept, 0, kept.length);
    return body.size() == TransportException.MAX_BODY_CHARS;
  }

  /** The failure to signal, with what has come of the body. */
  public synchronized TransportException toFailure() {
    return TransportException.rejected(
        status,
        RetryAfter.parse(retryAfter, Instant.now()),
        new String(body.toByteArray(), StandardCharsets.UTF_8));
  }
}
