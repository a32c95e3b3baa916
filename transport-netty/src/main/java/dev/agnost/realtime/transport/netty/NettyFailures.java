package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.SupportedVersions;
import dev.agnost.realtime.transport.support.TransportFailures;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.util.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classifies exceptions of Netty; those of the JDK go to {@link TransportFailures}. */
final class NettyFailures {

  private NettyFailures() {}

  static TransportException classify(Throwable cause) {
    TransportException classified = null;
    for (Throwable t = cause; t != null && classified == null; t = t.getCause()) {
      classified = known(t);
    }
    if (classified == null) {
      classified = TransportFailures.classify(cause);
    }
    return classified.kind() == Kind.LIBRARY
        ? SupportedVersions.netty().explain(classified, presentVersions())
        : classified;
  }

  /** All of them: artifacts of different versions beside each other are a cause of trouble. */
  private static @Nullable String presentVersions() {
    List<String> versions =
        Version.identify().values().stream().map(Version::artifactVersion).distinct().toList();
    return versions.isEmpty() ? null : String.join(" and ", versions);
  }

  private static @Nullable TransportException known(Throwable t) {
    if (t instanceof TransportException classified) {
      return classified;
    }
    if (t instanceof NotSslRecordException) { // its message is a dump of what came
      return new TransportException(
          Kind.TLS,
          "the server does not speak TLS on this port: check scheme and port of the URL",
          null);
    }
    if (t instanceof TooLongFrameException) {
      return new TransportException(Kind.PROTOCOL, "the head of the HTTP response is too long", t);
    }
    return null;
  }
}
