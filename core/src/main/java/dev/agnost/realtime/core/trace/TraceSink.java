package dev.agnost.realtime.core.trace;

/**
 * Takes the records of one session, in their total order: it is called in the mailbox of that
 * session, one record at a time, each seeing what came before.
 *
 * <p>An implementation must not block, throw, or call the session. The session asks once, when it
 * is made, whether its sink is {@link #NONE}; then no record is ever made.
 */
@FunctionalInterface
public interface TraceSink {

  /** Nothing is traced. */
  TraceSink NONE = record -> {};

  /** The next record. */
  void record(TraceRecord record);
}
