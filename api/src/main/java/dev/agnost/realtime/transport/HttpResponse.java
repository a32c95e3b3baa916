package dev.agnost.realtime.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** A response from {@link HttpExchange}. Immutable. {@link #toString()} shows the status only. */
public final class HttpResponse {

  private final int status;
  private final List<Header> headers;
  private final ByteBuffer body;

  private HttpResponse(int status, List<Header> headers, ByteBuffer body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = Objects.requireNonNull(body, "body");
  }

  /**
   * Creates a response.
   *
   * @param status the HTTP status
   * @param headers in the order received; a field whose value {@link Header} refuses is left out
   * @param body the whole body, from position to limit; not copied
   */
  public static HttpResponse of(int status, List<Header> headers, ByteBuffer body) {
    return new HttpResponse(status, headers, body);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the header fields in the order received. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns the whole body, from position to limit. */
  public ByteBuffer body() {
    return body;
  }

  @Override
  public String toString() {
    return "HTTP status " + status;
  }
}
