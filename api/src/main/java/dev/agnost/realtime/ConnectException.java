package dev.agnost.realtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The future of {@code open()} fails with it when the client stopped trying: code {@code AGN-220}
 * for a failed attempt that will not be retried, {@code AGN-221} when {@code close()} came first,
 * {@code AGN-222} when the client itself was closed for good.
 */
public final class ConnectException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable RealtimeError error;

  /** See {@link RealtimeException#RealtimeException(String, String)}. */
  public ConnectException(String code, String message, @Nullable RealtimeError error) {
    super(code, message, error == null ? null : error.cause().orElse(null));
    this.error = error;
  }

  /** The error that ended the attempts, if it was one. */
  public Optional<RealtimeError> error() {
    return Optional.ofNullable(error);
  }
}
