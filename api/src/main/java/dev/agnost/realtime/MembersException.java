package dev.agnost.realtime;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * {@code getMembers} failed: code {@code AGN-501} when the server answered with an error, {@code
 * AGN-502} when it could not be asked or its answer not be understood.
 */
public final class MembersException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Item> items;

  /**
   * @param status the HTTP status, or -1 when there was no response
   * @param items what the server said
   */
  public MembersException(
      String code, String message, int status, List<Item> items, @Nullable Throwable cause) {
    super(code, message, cause);
    this.status = status;
    this.items = List.copyOf(items);
  }

  /** The HTTP status, if there was a response. */
  public OptionalInt status() {
    return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** What the server said; empty if it said nothing in its own format. */
  public List<Item> items() {
    return items == null ? List.of() : items;
  }

  /**
   * One error of the server.
   *
   * @param origin {@code client_error} or {@code server_error}, or empty
   * @param code such as {@code invalid_api_key}, or empty
   * @param message the server's words, or empty
   */
  public record Item(String origin, String code, String message) {}
}
