package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * A value cannot be turned into a payload (code {@code AGN-401}, thrown to the caller of {@code
 * send}) or a payload does not fit the type that was asked for ({@code AGN-402}, an error of that
 * listener; the connection is not touched).
 */
public final class PayloadException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private PayloadException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  /** A value cannot be encoded. */
  public static PayloadException notEncodable(String message, @Nullable Throwable cause) {
    return new PayloadException("AGN-401", message, cause);
  }

  /** A payload does not fit. */
  public static PayloadException notDecodable(String message, @Nullable Throwable cause) {
    return new PayloadException("AGN-402", message, cause);
  }
}
