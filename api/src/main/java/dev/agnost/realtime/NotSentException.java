package dev.agnost.realtime;

import java.util.Objects;

/** A message was dropped; the future of {@code send} or {@code broadcast} fails with it. */
public final class NotSentException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param detail what happened and what to do about it
   */
  public NotSentException(Reason reason, String detail) {
    super(Objects.requireNonNull(reason, "reason").agnCode(), detail);
    this.reason = reason;
  }

  /** Why the message was dropped. */
  public Reason reason() {
    return reason;
  }

  /** Why messages are dropped. */
  public enum Reason {
    /** The offline queue was full and its policy chose this message. */
    OVERFLOW("AGN-301"),
    /** It waited longer than {@code maxQueuedAge}. */
    EXPIRED("AGN-302"),
    /** The connection is closed, or was closed while the message waited. */
    CLOSED("AGN-303"),
    /** The server refused the client, or the policy gave up; {@code open()} tries again. */
    FAILED("AGN-304"),
    /** Larger than {@code maxOutboundMessageBytes} or than the server accepts. */
    TOO_LARGE("AGN-305"),
    /** {@code bufferMessages(false)} and not connected. */
    NOT_CONNECTED("AGN-306");

    private final String agnCode;

    Reason(String agnCode) {
      this.agnCode = agnCode;
    }

    /** The code of this reason, such as {@code AGN-301}. */
    public String agnCode() {
      return agnCode;
    }
  }
}
