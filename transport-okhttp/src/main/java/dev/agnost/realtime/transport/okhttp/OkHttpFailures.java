package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.Rejection;
import dev.agnost.realtime.transport.support.SupportedVersions;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.IOException;
import java.net.UnknownServiceException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Turns what OkHttp reports into the classes of failure that all transports share. */
final class OkHttpFailures {

  private static final long BODY_SECONDS = 1;

  private OkHttpFailures() {}

  /** A failure without a response. */
  static Throwable of(Throwable cause) {
    if (cause instanceof UnknownServiceException) {
      return new TransportException(
          Kind.TLS, "no TLS version or cipher in common: " + cause.getMessage(), cause);
    }
    return cause instanceof LinkageError misfit ? library(misfit) : cause;
  }

  static TransportException library(LinkageError misfit) {
    return TransportFailures.library(
        misfit, () -> OkHttpClient.class, SupportedVersions.okHttp().toString());
  }

  /** The response was not the right one. */
  static TransportException answered(int status, Response response, Throwable cause) {
    if (status == 101) {
      return new TransportException(Kind.PROTOCOL, String.valueOf(cause.getMessage()), cause);
    }
    if (status < 100 || status > 599) { // OkHttp takes what stands there for digits
      return new TransportException(Kind.PROTOCOL, "not an HTTP status", cause);
    }
    ByteBuffer start = ByteBuffer.allocate(TransportException.MAX_BODY_CHARS);
    @Nullable ResponseBody body = response.body(); // never null in 5.x
    if (body != null) {
      readStart(body.source(), start);
    }
    Rejection rejection = new Rejection(status, response.header("Retry-After"));
    rejection.add(ByteBuffer.wrap(start.array(), 0, start.position()));
    return rejection.toFailure();
  }

  private static void readStart(BufferedSource source, ByteBuffer start) {
    source.timeout().deadline(BODY_SECONDS, TimeUnit.SECONDS); // what came until then will do
    try {
      int count = 0;
      while (count >= 0 && start.hasRemaining()) {
        count = source.read(start);
      }
    } catch (IOException e) {
      // ignored: the status is what counts
    }
  }
}
