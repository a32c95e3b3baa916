package dev.agnost.realtime;

/** Which message is dropped when the offline queue is full. Its future fails with the reason. */
public enum OverflowPolicy {
  /** The message being sent; {@code send} returns a failed future. The default. */
  REJECT_NEW,
  /** As many of the oldest as needed. */
  DROP_OLDEST,
  /** As many of the newest that wait as needed, in favour of the message being sent. */
  DROP_NEWEST
}
