package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/** No transport can be used as asked for: codes {@code AGN-100} to {@code AGN-106}. */
public final class TransportSelectionException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  /** See {@link RealtimeException#RealtimeException(String, String, Throwable)}. */
  public TransportSelectionException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
