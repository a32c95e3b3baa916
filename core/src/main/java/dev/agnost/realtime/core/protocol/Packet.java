package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;

/** What one WebSocket message of the server means. Immutable; may be kept. */
public sealed interface Packet permits Packet.Control, Event {

  /** Every packet but an {@link Event}. */
  sealed interface Control extends Packet {}

  /**
   * The handshake of Engine.IO, {@code 0{...}}.
   *
   * @param sid the engine session id; not the id that other members see
   * @param pingIntervalMillis 1 to {@value #MAX_INTERVAL_MILLIS}
   * @param pingTimeoutMillis 1 to {@value #MAX_INTERVAL_MILLIS}
   * @param maxPayload bytes the server accepts in one message; {@link Long#MAX_VALUE} if it did not
   *     say
   */
  record EngineOpen(String sid, long pingIntervalMillis, long pingTimeoutMillis, long maxPayload)
      implements Control {

    /** The longest interval that is accepted, 10 minutes. */
    public static final long MAX_INTERVAL_MILLIS = 600_000;

    /** Leaves out the session id, which is a credential of sorts. */
    @Override
    public String toString() {
      return "EngineOpen[pingIntervalMillis="
          + pingIntervalMillis
          + ", pingTimeoutMillis="
          + pingTimeoutMillis
          + ", maxPayload="
          + maxPayload
          + "]";
    }
  }

  /**
   * The heartbeat, {@code 2}; to be answered with {@link PacketEncoder#pong}.
   *
   * @param payload what followed the digit, read-only; normally nothing
   */
  record EnginePing(ByteBuffer payload) implements Control {

    /** The usual ping, without a payload. */
    public static final EnginePing EMPTY = new EnginePing(ByteBuffer.allocate(0));

    /** Makes the view read-only. */
    public EnginePing {
      payload = payload.asReadOnlyBuffer();
    }

    /** What followed the digit; each call gives a buffer of its own. */
    @Override
    public ByteBuffer payload() {
      return payload.duplicate();
    }

    @Override
    public String toString() {
      return "EnginePing[" + payload.remaining() + " bytes]";
    }
  }

  /** The end of the session, {@code 1}; a server sends it over polling only. */
  record EngineClose() implements Control {
    static final EngineClose INSTANCE = new EngineClose();
  }

  /** {@code 6}, to be ignored. */
  record EngineNoop() implements Control {
    static final EngineNoop INSTANCE = new EngineNoop();
  }

  /**
   * The CONNECT reply, {@code 40{"sid":".."}}.
   *
   * @param socketId the public id, which members of a channel see
   */
  record Connected(String socketId) implements Control {}

  /** A CONNECT reply without an id: the server speaks Socket.IO 2. */
  record Incompatible() implements Control {
    static final Incompatible INSTANCE = new Incompatible();
  }

  /**
   * CONNECT_ERROR. Parts that are missing are empty; each is cut after 1,024 characters, with
   * control characters escaped, so that it can be logged.
   *
   * @param message {@code message}, or the whole payload when it is a string
   * @param code {@code data.code}
   * @param origin {@code data.origin}
   * @param detail {@code data.message}, or {@code data} when it is a string
   */
  record Refused(String message, String code, String origin, String detail) implements Control {}

  /** DISCONNECT of the main namespace, {@code 41}. */
  record Disconnected() implements Control {
    static final Disconnected INSTANCE = new Disconnected();
  }

  /** A part of a binary packet was taken; more attachments must follow. */
  record Partial() implements Control {
    static final Partial INSTANCE = new Partial();
  }

  /**
   * Legal and of no interest: another namespace, an acknowledgement, a stray pong.
   *
   * @param why for the log
   */
  record Ignored(String why) implements Control {}

  /**
   * A well-formed event that listeners cannot use: its name is not a string, reserved or too long.
   * Counted, reported and skipped; any peer can cause it.
   *
   * @param why for the log
   */
  record Unusable(String why) implements Control {}

  /**
   * The server broke the protocol: the connection must be closed. The decoder forgets the packet it
   * was waiting for.
   *
   * @param layer who noticed
   * @param why what was wrong; without content
   */
  record Violation(Layer layer, String why) implements Control {}

  /** The protocol that was broken, with the reason that listeners get. */
  enum Layer {
    /** Engine.IO, or text that is not UTF-8. */
    ENGINE("transport error"),
    /** Socket.IO. */
    SOCKET("parse error");

    private final String reason;

    Layer(String reason) {
      this.reason = reason;
    }

    /** The disconnect reason of the platform. */
    public String reason() {
      return reason;
    }
  }
}
