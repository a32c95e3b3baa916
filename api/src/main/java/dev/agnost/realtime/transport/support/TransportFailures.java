package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.CodeSource;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions of the JDK into the classes of failure that all transports share.
 *
 * <p>The messages are one line each, and those of TLS end with what to do about the case at hand.
 */
public final class TransportFailures {

  private TransportFailures() {}

  /**
   * Classifies a failure by its type and the types of its causes, the outermost with a known type
   * first. Without one, it is {@link Kind#LOST}.
   *
   * @return {@code failure} itself if it is classified already
   */
  public static TransportException classify(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      if (t instanceof TransportException known) {
        return known;
      }
      Kind kind = kindOf(t);
      if (kind != null) {
        return new TransportException(kind, describe(kind, t), failure);
      }
    }
    return new TransportException(Kind.LOST, describe(Kind.LOST, failure), failure);
  }

  /**
   * As {@link #classify} for a connection that was open: what TLS reports then is a cut and not a
   * handshake, and who was reached before is not unreachable (T6.5).
   */
  public static TransportException classifyOpen(Throwable failure) {
    TransportException classified = classify(failure);
    if (classified == failure
        || (classified.kind() != Kind.TLS && classified.kind() != Kind.UNREACHABLE)) {
      return classified;
    }
    return new TransportException(Kind.LOST, describe(Kind.LOST, failure), failure);
  }

  /**
   * As {@link #classify} for a failure between here and the endpoint's side of a proxy: it is
   * {@link Kind#PROXY}, unless a resource of this machine is exhausted or it is classified already.
   *
   * @param proxy shown without its credentials
   */
  public static TransportException classifyProxy(ProxyConfig proxy, Throwable failure) {
    TransportException classified = classify(failure);
    if (classified == failure
        || classified.kind() == Kind.RESOURCE
        || classified.kind() == Kind.LIBRARY) {
      return classified;
    }
    return new TransportException(
        Kind.PROXY, "no connection through the " + proxy + ": " + reason(failure), failure);
  }

  /**
   * Describes that another version of a library is present than the transport works with.
   *
   * @param anchor returns a class of the library, whose archive is named as the one found
   * @param versions the library and the versions that work: "OkHttp 4.12 to 5.x"
   */
  public static TransportException library(
      LinkageError cause, Supplier<Class<?>> anchor, String versions) {
    return new TransportException(
        Kind.LIBRARY,
        "this transport works with "
            + versions
            + "; present is "
            + archiveOf(anchor)
            + ", which lacks something: "
            + reason(cause),
        cause);
  }

  private static String archiveOf(Supplier<Class<?>> anchor) {
    try {
      CodeSource source = anchor.get().getProtectionDomain().getCodeSource();
      String path = source == null ? "" : source.getLocation().getPath();
      return path.isEmpty() ? "another" : path.substring(path.lastIndexOf('/') + 1);
    } catch (LinkageError absent) {
      return "none";
    }
  }

  private static @Nullable Kind kindOf(Throwable t) {
    if (t instanceof LinkageError) {
      return Kind.LIBRARY;
    }
    if (t instanceof UnknownHostException
        || t instanceof UnresolvedAddressException
        || t instanceof NoRouteToHostException
        || t instanceof PortUnreachableException) {
      return Kind.UNREACHABLE;
    }
    if (isResource(t)) {
      return Kind.RESOURCE;
    }
    if (t instanceof ConnectException) {
      return Kind.UNREACHABLE;
    }
    if (t instanceof SSLException || t instanceof GeneralSecurityException) {
      return Kind.TLS;
    }
    if (t instanceof ProtocolException) {
      return Kind.PROTOCOL;
    }
    if (t instanceof IOException && mentions(t, "unreachable")) {
      return Kind.UNREACHABLE;
    }
    return null;
  }

  private static boolean isResource(Throwable t) {
    return t instanceof VirtualMachineError
        || t instanceof RejectedExecutionException
        || (t instanceof IOException && mentions(t, "too many open files"))
        || (t instanceof IOException && mentions(t, "cannot assign requested address"));
  }

  private static boolean mentions(Throwable t, String phrase) {
    String message = t.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(phrase);
  }

  private static String describe(Kind kind, Throwable t) {
    String what =
        switch (kind) {
          case UNREACHABLE -> "the server cannot be reached";
          case TLS -> "the TLS handshake failed";
          case PROXY -> "the proxy failed";
          case REJECTED -> "the upgrade was rejected";
          case PROTOCOL -> "the peer broke the WebSocket protocol";
          case MESSAGE_TOO_LARGE -> "an inbound message is above the limit";
          case OVERFLOW -> "too many unsent bytes";
          case LOST -> "the connection was lost";
          case ABORTED -> "the connection was aborted";
          case LISTENER -> "a listener threw";
          case RESOURCE -> "a system resource is exhausted";
          case LIBRARY -> "the transport's library is present in a version that does not fit";
        };
    String hint = kind == Kind.TLS ? TlsHint.of(t) : "";
    return what + ": " + reason(t) + hint;
  }

  /** The first line of the message, or the type if there is none. */
  private static String reason(Throwable t) {
    String message = t.getMessage();
    if (t instanceof LinkageError || message == null || message.isBlank()) {
      String type = t.getClass().getSimpleName();
      return message == null || message.isBlank() ? type : type + " " + firstLine(message);
    }
    return firstLine(message);
  }

  private static String firstLine(String message) {
    String line = message.strip().split("\\R", 2)[0].strip();
    return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
  }
}
