package dev.agnost.realtime.transport;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * A response from {@link HttpExchange}. {@link #toString()} shows the status only.
 *
 * @param status the HTTP status
 * @param headers in the order received; one whose value is not representable is left out
 * @param body the whole body
 */
public record HttpResponse(int status, List<Header> headers, ByteBuffer body) {

  /** Copies the list. */
  public HttpResponse {
    headers = List.copyOf(headers);
    Objects.requireNonNull(body, "body");
  }

  @Override
  public String toString() {
    return "HTTP status " + status;
  }
}
