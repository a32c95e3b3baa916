package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.connection.RedactedException;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RefusalPolicy;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The failures of a session, with the texts that applications and operators read. */
final class Failures {

  private Failures() {}

  static Failure closed(CloseStatus status, String host) {
    String how = status.code() == 1005 ? "without a status" : "with status " + status.code();
    return Failure.of(
        DisconnectReason.TRANSPORT_CLOSE, ErrorKind.LOST, host + " closed the WebSocket " + how);
  }

  static Failure failed(TransportException failure, String host) {
    ErrorKind kind = kindOf(failure.kind());
    boolean libraryDoesNotFit = failure.kind() == TransportException.Kind.LIBRARY;
    DisconnectReason reason =
        kind == ErrorKind.LOST
            ? DisconnectReason.TRANSPORT_CLOSE
            : DisconnectReason.TRANSPORT_ERROR;
    return new Failure(
        reason,
        kind,
        libraryDoesNotFit ? "AGN-105" : kind.agnCode(),
        host + ": " + failure.getMessage() + advice(failure),
        Optional.empty(),
        failure.status(),
        failure,
        failure.retryAfter(),
        libraryDoesNotFit,
        false);
  }

  static Failure violation(Packet.Violation violation, String host) {
    boolean engine = violation.layer() == Packet.Layer.ENGINE;
    return Failure.of(
        engine ? DisconnectReason.TRANSPORT_ERROR : DisconnectReason.PARSE_ERROR,
        ErrorKind.PROTOCOL,
        host + " sent a frame that breaks the protocol: " + violation.why());
  }

  static Failure callbacksRejected(Throwable rejected) {
    return new Failure(
        DisconnectReason.TRANSPORT_ERROR,
        ErrorKind.INTERNAL,
        "AGN-214",
        "the callback executor has refused to run listeners for five seconds ("
            + rejected.getClass().getSimpleName()
            + "); give callbackExecutor(..) one that takes tasks, then call open()",
        Optional.empty(),
        OptionalInt.empty(),
        rejected,
        Optional.empty(),
        true,
        false);
  }

  static Failure missingAttachment(Duration limit, String host) {
    return Failure.of(
        DisconnectReason.PARSE_ERROR,
        ErrorKind.PROTOCOL,
        host + " announced an attachment and did not send it within " + limit);
  }

  static Failure outOfTurn(String what, String host) {
    return Failure.of(
        DisconnectReason.PARSE_ERROR,
        ErrorKind.PROTOCOL,
        host + " broke the protocol: " + what + " came out of turn");
  }

  static Failure engineClosed(String host) {
    return Failure.of(
        DisconnectReason.TRANSPORT_CLOSE, ErrorKind.LOST, host + " closed the Engine.IO session");
  }

  static Failure serverDisconnect(String host) {
    return Failure.permanent(
        DisconnectReason.SERVER,
        ErrorKind.DISCONNECTED,
        ErrorKind.DISCONNECTED.agnCode(),
        host
            + " sent a DISCONNECT, as it does when the API key is revoked; check the key, then call"
            + " open()",
        Optional.empty(),
        false);
  }

  static Failure incompatible(String host) {
    return Failure.permanent(
        DisconnectReason.PARSE_ERROR,
        ErrorKind.INCOMPATIBLE,
        ErrorKind.INCOMPATIBLE.agnCode(),
        host + " answered CONNECT without a sid, as Socket.IO 2 does; the SDK needs 3 or later",
        Optional.empty(),
        false);
  }

  static Failure refused(Packet.Refused refusal, String host, boolean canRefresh) {
    RefusalPolicy policy = RefusalPolicy.of(refusal.code(), refusal.origin());
    String advice = RefusalPolicy.advice(refusal.code());
    String text = refusal.detail().isEmpty() ? refusal.message() : refusal.detail();
    String message =
        host + " refused the connection: " + text + (advice.isEmpty() ? "" : "; " + advice);
    String code = refusal.code().isEmpty() ? ErrorKind.REFUSED.agnCode() : refusal.code();
    Optional<String> origin =
        refusal.origin().isEmpty() ? Optional.empty() : Optional.of(refusal.origin());
    boolean session = policy == RefusalPolicy.SESSION;
    if (policy == RefusalPolicy.TRANSIENT) {
      return new Failure(
          DisconnectReason.SERVER,
          ErrorKind.REFUSED,
          code,
          message,
          origin,
          OptionalInt.empty(),
          null,
          Optional.empty(),
          false,
          false);
    }
    return Failure.permanent(
        DisconnectReason.SERVER, ErrorKind.REFUSED, code, message, origin, session && canRefresh);
  }

  static Failure noCredentials(Duration timeout) {
    return Failure.of(
        DisconnectReason.TRANSPORT_ERROR,
        ErrorKind.TIMEOUT,
        "timeout: the suppliers of API key, session token and headers have not answered within "
            + timeout.toMillis()
            + " ms; they must not block for so long");
  }

  static Failure deadline(Phase phase, Duration timeout, String host) {
    String missing =
        switch (phase) {
          case HANDSHAKING -> "the WebSocket is open but no Engine.IO open packet came";
          case AUTHENTICATING -> "CONNECT was not answered";
          default -> "no WebSocket was established";
        };
    return Failure.of(
        DisconnectReason.TRANSPORT_ERROR,
        ErrorKind.TIMEOUT,
        "timeout: " + host + ": " + missing + " within " + timeout.toMillis() + " ms");
  }

  static Failure heartbeat(Duration silence, String host) {
    return Failure.of(
        DisconnectReason.PING_TIMEOUT,
        ErrorKind.TIMEOUT,
        "ping timeout: nothing came from " + host + " for " + silence.toMillis() + " ms");
  }

  /** The suppliers of credentials failed. */
  static Failure credentials(@Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause == null) {
      return internal(
          "asking for credentials", new IllegalStateException("neither credentials nor failure"));
    }
    if (cause instanceof Credentials.Refusal refusal) {
      Throwable own = refusal.getCause();
      String what = refusal.supplier() + " " + refusal.problem();
      return credentials(what, own == null ? refusal : own);
    }
    return cause instanceof RejectedExecutionException
        ? internal("asking for credentials", cause)
        : credentials("a supplier failed with " + RedactedException.typeOf(cause), cause);
  }

  private static Failure credentials(String what, Throwable cause) {
    return Failure.of(
        DisconnectReason.TRANSPORT_ERROR,
        ErrorKind.CREDENTIALS,
        what + "; fix the supplier",
        cause);
  }

  /** A library that lacks what the transport needs is final; whatever else is a defect. */
  static Failure connectThrew(Throwable thrown) {
    String what = "the transport's connect";
    return thrown instanceof LinkageError
        ? failed(TransportFailures.classify(thrown), what)
        : internal(what, thrown);
  }

  static Failure internal(String what, Throwable thrown) {
    return Failure.of(
        DisconnectReason.TRANSPORT_ERROR,
        thrown instanceof VirtualMachineError ? ErrorKind.RESOURCE : ErrorKind.INTERNAL,
        what + " failed with " + thrown.getClass().getName(),
        thrown);
  }

  private static ErrorKind kindOf(TransportException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> ErrorKind.UNREACHABLE;
      case TLS -> ErrorKind.TLS;
      case PROXY -> ErrorKind.PROXY;
      case REJECTED -> ErrorKind.REJECTED;
      case PROTOCOL, MESSAGE_TOO_LARGE -> ErrorKind.PROTOCOL;
      case LOST, ABORTED -> ErrorKind.LOST;
      case OVERFLOW, RESOURCE -> ErrorKind.RESOURCE;
      case LISTENER, LIBRARY -> ErrorKind.INTERNAL;
    };
  }

  private static String advice(TransportException failure) {
    int status = failure.status().orElse(0);
    return switch (failure.kind()) {
      case REJECTED -> rejectedAdvice(status);
      case PROXY ->
          status == 407
              ? "; it requires credentials, or other ones: see ProxyConfig.withCredentials"
              : "";
      case MESSAGE_TOO_LARGE -> "; raise maxInboundMessageBytes if such messages are wanted";
      default -> "";
    };
  }

  private static String rejectedAdvice(int status) {
    if (status >= 300 && status < 400) {
      return "; redirects are not followed: use the address that it redirects to";
    }
    return switch (status) {
      case 404 -> "; is the base URL that of an Agnost cluster?";
      case 401, 403 -> "; a gateway before the server requires credentials: see headers(..)";
      case 407 -> "; the proxy requires credentials: see ProxyConfig.withCredentials";
      case 429 -> "; too many attempts";
      case 502, 503, 504 -> "; the cluster, or a proxy before it, is not ready at the moment";
      default -> "; does something between here and there block WebSocket upgrades?";
    };
  }
}
