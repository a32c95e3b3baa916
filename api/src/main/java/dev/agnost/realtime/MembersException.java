package dev.agnost.realtime;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by the future of {@code getMembers}: code {@code AGN-501} when the server answered with an
 * error, {@code AGN-502} when the request failed or the response was malformed.
 */
public final class MembersException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<Item> items;

  /**
   * @param status the HTTP status, or -1 when there was no response
   * @param items the errors that the server reported
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

  /** Returns the errors that the server reported; empty if the body has another format. */
  public List<Item> items() {
    return items == null ? List.of() : items;
  }

  /** One error that the server reported. Immutable. */
  public static final class Item {

    private final String origin;
    private final String code;
    private final String message;

    private Item(String origin, String code, String message) {
      this.origin = Objects.requireNonNull(origin, "origin");
      this.code = Objects.requireNonNull(code, "code");
      this.message = Objects.requireNonNull(message, "message");
    }

    /** Creates an item; what the server did not send is an empty text. */
    public static Item of(String origin, String code, String message) {
      return new Item(origin, code, message);
    }

    /** Returns {@code client_error} or {@code server_error}, or an empty text. */
    public String origin() {
      return origin;
    }

    /** Returns the server's code, such as {@code invalid_api_key}, or an empty text. */
    public String code() {
      return code;
    }

    /** Returns the server's message, or an empty text. */
    public String message() {
      return message;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Item that
          && origin.equals(that.origin)
          && code.equals(that.code)
          && message.equals(that.message);
    }

    @Override
    public int hashCode() {
      return Objects.hash(origin, code, message);
    }

    @Override
    public String toString() {
      return code + " (" + origin + "): " + message;
    }
  }
}
