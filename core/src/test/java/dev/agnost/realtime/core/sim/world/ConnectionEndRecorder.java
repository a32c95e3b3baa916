package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.TransportException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes down how a connection was left and how it ended. */
final class ConnectionEndRecorder {

  private final Recorder record;
  private final long epoch;
  private boolean closed;
  private boolean aborted;

  ConnectionEndRecorder(Recorder record, long epoch) {
    this.record = record;
    this.epoch = epoch;
  }

  /** The client calls {@code close}; only the first call counts. */
  void leftByClose(int code) {
    if (!closed) {
      closed = true;
      record.wire(epoch, Kind.WIRE_LEFT, "how", "close", "code", code);
    }
  }

  /** The client calls {@code abort}; only the first call counts. */
  void leftByAbort() {
    if (!aborted) {
      aborted = true;
      record.wire(epoch, Kind.WIRE_LEFT, "how", "abort");
    }
  }

  void threw() {
    record.wire(epoch, Kind.WIRE_CLOSED, "how", "threw");
    gone();
  }

  void gone() {
    record.wire(epoch, Kind.WIRE_GONE);
  }

  /** A terminal signal is about to be given. */
  void told(Signal signal, boolean stale) {
    Boolean late = stale ? Boolean.TRUE : null;
    if (signal instanceof Signal.Closed closing) {
      int code = closing.status().code();
      record.wire(epoch, Kind.WIRE_CLOSED, "how", "close", "code", code, "stale", late);
    } else if (signal instanceof Signal.Failed failed) {
      TransportException failure = failed.failure();
      @Nullable Integer status =
          failure.status().isPresent() ? Integer.valueOf(failure.status().getAsInt()) : null;
      record.wire(
          epoch,
          Kind.WIRE_CLOSED,
          "how",
          how(failure.kind()),
          "status",
          status,
          "retryAfter",
          failure.retryAfter().map(Duration::toNanos).orElse(null),
          "stale",
          late);
    }
  }

  private static String how(TransportException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, PROXY -> "unreachable";
      case TLS -> "tls";
      case REJECTED -> "refused";
      case PROTOCOL -> "protocol";
      case MESSAGE_TOO_LARGE -> "tooLarge";
      case OVERFLOW -> "overflow";
      case LOST -> "lost";
      case ABORTED -> "aborted";
      case LISTENER -> "listener";
      case RESOURCE, LIBRARY -> "resource";
    };
  }
}
