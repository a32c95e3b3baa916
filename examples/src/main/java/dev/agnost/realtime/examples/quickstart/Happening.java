package dev.agnost.realtime.examples.quickstart;

/**
 * Something that a client's listeners received.
 *
 * @param who the name of the client that received it
 * @param kind what it was
 * @param detail the member id for {@link Kind#JOINED}, the text for {@link Kind#RECEIVED}, else
 *     words for people
 */
record Happening(String who, Kind kind, String detail) {

  /** What can happen. */
  enum Kind {
    /** A connection stands. */
    CONNECTED,
    /** A connection was lost or closed. */
    DISCONNECTED,
    /** An attempt to connect failed. */
    ATTEMPT_FAILED,
    /** The client does not try any more. */
    GAVE_UP,
    /** A member, maybe the client itself, joined the channel. */
    JOINED,
    /** A message came. */
    RECEIVED
  }

  boolean is(String client, Kind wanted) {
    return who.equals(client) && kind == wanted;
  }

  boolean is(String client, Kind wanted, String detailed) {
    return is(client, wanted) && detail.equals(detailed);
  }

  @Override
  public String toString() {
    return who + ": " + kind + " " + detail;
  }
}
