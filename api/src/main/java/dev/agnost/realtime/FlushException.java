package dev.agnost.realtime;

import java.util.Objects;

/** {@link Realtime#flush} ended before the server had confirmed all messages. */
public final class FlushException extends RealtimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final int waitingMessages;
  private final long waitingBytes;

  /**
   * @param detail what happened and what to do about it
   * @param waitingMessages see {@link #waitingMessages()}
   * @param waitingBytes see {@link #waitingBytes()}
   */
  public FlushException(Reason reason, String detail, int waitingMessages, long waitingBytes) {
    super(Objects.requireNonNull(reason, "reason").agnCode(), detail);
    this.reason = reason;
    this.waitingMessages = waitingMessages;
    this.waitingBytes = waitingBytes;
  }

  /** Why it ended. */
  public Reason reason() {
    return reason;
  }

  /** How many of the messages in question were still in the client's queue. */
  public int waitingMessages() {
    return waitingMessages;
  }

  /** How many bytes these messages have; what the connection has taken over is not in it. */
  public long waitingBytes() {
    return waitingBytes;
  }

  /** Why a flush ends early. */
  public enum Reason {
    /** The time was over. What waits goes on waiting. */
    TIMEOUT("AGN-320"),
    /** The connection was closed by {@code close()}; queued messages have failed. */
    CLOSED("AGN-321"),
    /** The server refused the client, or the policy gave up; what waited has failed. */
    FAILED("AGN-322"),
    /** A message in question was dropped: its own future has the reason. */
    DROPPED("AGN-323"),
    /** A connection was lost before the server had confirmed the messages written to it. */
    LOST("AGN-324"),
    /** The messages were written, and the server did not confirm them: they may have arrived. */
    UNCONFIRMED("AGN-325");

    private final String agnCode;

    Reason(String agnCode) {
      this.agnCode = agnCode;
    }

    /** The code of this reason, such as {@code AGN-320}. */
    public String agnCode() {
      return agnCode;
    }
  }
}
