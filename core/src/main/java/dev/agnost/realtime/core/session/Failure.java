package dev.agnost.realtime.core.session;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.RealtimeError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended or an attempt failed, with what {@code onDisconnect} and {@code onError}
 * report of it.
 *
 * @param reason for {@code onDisconnect}
 * @param kind for {@code onError}
 * @param code the server's code, or that of the kind
 * @param message what happened and what to do, without secrets
 * @param origin the origin of a refusal, if the server sent one
 * @param status the HTTP status of a rejected upgrade
 * @param cause the exception behind it
 * @param retryAfter the least wait before the next attempt that the server asked for
 * @param permanent whether trying again as things are is pointless
 * @param refreshable whether another session token could help
 */
public record Failure(
    DisconnectReason reason,
    ErrorKind kind,
    String code,
    String message,
    Optional<String> origin,
    OptionalInt status,
    @Nullable Throwable cause,
    Optional<Duration> retryAfter,
    boolean permanent,
    boolean refreshable) {

  /** No failure: the application asked for it. */
  public static final Failure USER =
      of(DisconnectReason.CLIENT, ErrorKind.LOST, "closed by the user");

  public static Failure of(DisconnectReason reason, ErrorKind kind, String message) {
    return of(reason, kind, message, null);
  }

  public static Failure of(
      DisconnectReason reason, ErrorKind kind, String message, @Nullable Throwable cause) {
    return new Failure(
        reason,
        kind,
        kind.agnCode(),
        message,
        Optional.empty(),
        OptionalInt.empty(),
        cause,
        Optional.empty(),
        false,
        false);
  }

  /** Whether the upgrade was rejected for lack of credentials. */
  public boolean denied() {
    return kind == ErrorKind.REJECTED && (status.orElse(0) == 401 || status.orElse(0) == 403);
  }

  /** The event for {@code onError}. */
  public RealtimeError toError(long attempt, Verdict verdict) {
    return new AttemptError(
        kind, code, message, origin, status, Optional.ofNullable(cause), attempt, verdict.delay());
  }

  public static Failure permanent(
      DisconnectReason reason,
      ErrorKind kind,
      String code,
      String message,
      Optional<String> origin,
      boolean refreshable) {
    return new Failure(
        reason,
        kind,
        code,
        message,
        origin,
        OptionalInt.empty(),
        null,
        Optional.empty(),
        true,
        refreshable);
  }
}
