package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.RetryAfter;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.IOException;
import java.net.UnknownServiceException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.BufferedSource;

/** Turns what OkHttp reports into the classes of failure that all transports share. */
final class Failures {

  static final String RETRY_AFTER = "Retry-After";

  private static final long BODY_SECONDS = 2;

  private Failures() {}

  /** A failure before the connection was open. */
  static TransportException connecting(Throwable cause) {
    if (cause instanceof UnknownServiceException) {
      return new TransportException(
          Kind.TLS, "no TLS version or cipher in common: " + cause.getMessage(), cause);
    }
    return TransportFailures.classify(cause);
  }

  /** A failure of an open connection. What TLS reports then is a cut, not a handshake (T6.5). */
  static TransportException open(Throwable cause) {
    TransportException classified = TransportFailures.classify(cause);
    return switch (classified.kind()) {
      case TLS, UNREACHABLE ->
          new TransportException(
              Kind.LOST, "the connection was lost: " + cause.getMessage(), cause);
      default -> classified;
    };
  }

  /** What the server said instead of 101. */
  static TransportException answered(Response response, Throwable cause) {
    return response.code() == 101
        ? new TransportException(Kind.PROTOCOL, String.valueOf(cause.getMessage()), cause)
        : rejected(response, startOfBody(response));
  }

  static TransportException rejected(Response response, String body) {
    return TransportException.rejected(
        response.code(), RetryAfter.parse(response.header(RETRY_AFTER), Instant.now()), body);
  }

  private static String startOfBody(Response response) {
    BufferedSource source = response.body().source();
    source.timeout().deadline(BODY_SECONDS, TimeUnit.SECONDS); // what came until then will do
    try {
      source.request(TransportException.MAX_BODY_CHARS);
    } catch (IOException e) {
      // ignored: the status is what counts
    }
    long bytes = Math.min(source.getBuffer().size(), TransportException.MAX_BODY_CHARS);
    return source.getBuffer().snapshot((int) bytes).utf8();
  }
}
