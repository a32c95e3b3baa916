package dev.agnost.realtime.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection could not be opened or ended without a close frame. It travels through {@link
 * TransportListener#onFailed}; transports do not throw it.
 *
 * <p>The message names hosts, never headers, queries or credentials.
 */
public final class TransportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The most of a response body that is kept: 4 KiB. */
  public static final int MAX_BODY_CHARS = 4096;

  private final Kind kind;
  private final int status;
  private final @Nullable Duration retryAfter;
  private final String body;

  /** A failure that has no HTTP response. */
  public TransportException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, -1, null, "");
  }

  private TransportException(
      Kind kind,
      String message,
      @Nullable Throwable cause,
      int status,
      @Nullable Duration retryAfter,
      String body) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body.length() <= MAX_BODY_CHARS ? body : body.substring(0, MAX_BODY_CHARS);
  }

  /**
   * The server, or something before it, answered the upgrade with another status than 101.
   *
   * @param retryAfter the value of the header {@code Retry-After}, if present
   * @param body the start of the response body as text; cut at {@link #MAX_BODY_CHARS}
   */
  public static TransportException rejected(
      int status, @Nullable Duration retryAfter, String body) {
    return new TransportException(
        Kind.REJECTED,
        "the WebSocket upgrade was answered with HTTP status " + status,
        null,
        status,
        retryAfter,
        body);
  }

  /**
   * The proxy answered CONNECT with another status than 2xx.
   *
   * @param proxy as text without credentials, such as {@code ProxyConfig.toString()}
   */
  public static TransportException proxyRefused(int status, String proxy) {
    return new TransportException(
        Kind.PROXY,
        "the " + proxy + " answered CONNECT with HTTP status " + status,
        null,
        status,
        null,
        "");
  }

  /** The class of this failure, the same for every transport. */
  public Kind kind() {
    return kind;
  }

  /**
   * The HTTP status of a {@link Kind#REJECTED} upgrade, or of a {@link Kind#PROXY} that refused.
   */
  public OptionalInt status() {
    return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The header {@code Retry-After} of a {@link Kind#REJECTED} upgrade. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The start of the body of a {@link Kind#REJECTED} upgrade; empty if there was none. */
  public String body() {
    return body;
  }

  /** Classes of failure. */
  public enum Kind {
    /** Name not found, connection refused, no route (T2.5). */
    UNREACHABLE,
    /** The TLS handshake failed: chain, host name, version, or no TLS at the other end (T2.6). */
    TLS,
    /** The proxy refused or failed. */
    PROXY,
    /** Another HTTP status than 101 (T2.4). */
    REJECTED,
    /** The peer broke RFC 6455, in the handshake or in a frame (T2.3, T7.3, T7.5). */
    PROTOCOL,
    /** An inbound message above the limit (T7.1). */
    MESSAGE_TOO_LARGE,
    /** More unsent bytes than the transport can keep (T4.4). */
    OVERFLOW,
    /** The connection ended without a close frame (T6.5). */
    LOST,
    /** Ended by {@code abort} or {@code Transport.close} (T6.7, T8.1). */
    ABORTED,
    /** A listener method threw (T3.9). */
    LISTENER,
    /** No thread, file descriptor or memory. */
    RESOURCE,
    /**
     * A class, method or field of the transport's library is missing: another version is present.
     * Trying again is of no use.
     */
    LIBRARY
  }
}
