package dev.agnost.realtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by the future of {@link Realtime#open()} when the client stops trying to connect. The code
 * is {@code AGN-220} if an attempt failed and is not retried, {@code AGN-221} if {@code close()}
 * was called first, and {@code AGN-222} if the client itself is closed.
 */
public final class ConnectionFailedException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable RealtimeError error;

  /** Creates an exception; see {@link RealtimeException#RealtimeException(String, String)}. */
  public ConnectionFailedException(String code, String message, @Nullable RealtimeError error) {
    super(code, message, error == null ? null : error.cause().orElse(null));
    this.error = error;
  }

  /** Returns the failed attempt that ended the attempts; empty if there was none. */
  public Optional<RealtimeError> error() {
    return Optional.ofNullable(error);
  }
}
