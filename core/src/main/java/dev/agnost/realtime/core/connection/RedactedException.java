package dev.agnost.realtime.core.connection;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an exception of user code that may quote secrets: keeps its class and where it was
 * thrown, but not its message, since an exception of a supplier easily quotes what it supplies.
 */
public final class RedactedException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 8;

  private final String type;

  private RedactedException(Throwable thrown, @Nullable Throwable cause) {
    super(thrown.getClass().getName() + " (message withheld: it may hold credentials)", cause);
    this.type = thrown.getClass().getName();
    setStackTrace(thrown.getStackTrace());
  }

  public static RedactedException of(Throwable thrown) {
    Throwable first =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return of(first, MOST_CAUSES);
  }

  private static RedactedException of(Throwable thrown, int most) {
    Throwable cause = thrown.getCause();
    return new RedactedException(thrown, cause == null || most == 0 ? null : of(cause, most - 1));
  }

  /** The class that the exception had. */
  public static String typeOf(Throwable thrown) {
    return thrown instanceof RedactedException withheld
        ? withheld.type
        : thrown.getClass().getName();
  }
}
