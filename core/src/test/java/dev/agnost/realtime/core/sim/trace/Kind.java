package dev.agnost.realtime.core.sim.trace;

/** What a record is about. The attributes of each are in the description of the package. */
public enum Kind {
  /** The application calls a method. */
  API_CALL,
  /** The method has returned or thrown. */
  API_RETURN,
  /** The future that a call returned is done. */
  API_DONE,
  /** A listener is about to run. */
  CB_BEGIN,
  /** The listener has returned or thrown. */
  CB_END,
  /** {@code onConnect} was told. */
  EVT_CONNECT,
  /** {@code onDisconnect} was told. */
  EVT_DISCONNECT,
  /** {@code onError} was told. */
  EVT_ERROR,
  /** {@code onReconnectAttempt} was told. */
  EVT_ATTEMPT,
  /** {@code onStateChange} was told that the state is FAILED. */
  EVT_GIVEUP,
  /** A timer was armed. */
  TMR_ARM,
  /** An armed timer was cancelled. */
  TMR_CANCEL,
  /** An armed timer fires: its task is about to run. */
  TMR_FIRE,
  /** A supplier of a credential is asked. */
  ASK,
  /** The supplier has answered. */
  ANSWER,
  /** The transport was asked to connect. */
  WIRE_ATTEMPT,
  /** The client is told that the WebSocket is open. */
  WIRE_OPEN,
  /** The client gave a frame to the transport. */
  WIRE_TX,
  /** The client is given a frame. */
  WIRE_RX,
  /** The transport threw from a call of the client. */
  WIRE_THREW,
  /** The client stopped reading, or reads again. */
  WIRE_DEMAND,
  /** The server saw a frame. */
  WIRE_SEEN,
  /** The server sent a frame. */
  WIRE_SENT,
  /** The client gave the connection up: it called {@code close} or {@code abort}. */
  WIRE_LEFT,
  /** The client is told that the connection has ended or was refused. */
  WIRE_CLOSED,
  /** The connection holds no resource any more. */
  WIRE_GONE,
  /** The state of the client on the server. */
  WIRE_ROOMS,
  /** {@code onStateChange} was told. */
  ST,
  /** What the public getters return, whenever it has changed. */
  SNAP,
  /** Core's own word: an attempt begins. */
  NET_ATTEMPT,
  /** Core's own word: open. */
  NET_OPEN,
  /** Core's own word: written. */
  NET_TX,
  /** Core's own word: read. */
  NET_RX,
  /** Core's own word: ended with a close frame. */
  NET_CLOSED,
  /** Core's own word: ended in another way. */
  NET_FAILED,
  /** Core's own word: released. */
  NET_GONE,
  /** Core's own word: a message was taken. */
  MSG_ACCEPTED,
  /** Core's own word: a message waits. */
  MSG_BUFFERED,
  /** Core's own word: a message was written. */
  MSG_HANDED,
  /** Core's own word: a message was given up. */
  MSG_DROPPED,
  /** Core's own word: a message was not taken. */
  MSG_REJECTED,
  /** Gauges. */
  RES,
  /** A line of the log. */
  LOG,
  /** A phase of the run begins. */
  RUN
}
