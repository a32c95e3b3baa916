package dev.agnost.realtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the SDK reports by an exception or a failed future. The message begins with a code
 * such as {@code AGN-301}, which is a heading in {@code docs/errors.md}.
 */
public class RealtimeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code {@code AGN-} and three digits
   * @param message what happened, what was expected, what to do; without the code
   */
  public RealtimeException(String code, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(code, "code") + " " + message, cause);
    this.code = code;
  }

  /** As the other constructor, without a cause. */
  public RealtimeException(String code, String message) {
    this(code, message, null);
  }

  /** The code at the beginning of the message. */
  public final String code() {
    return code;
  }
}
