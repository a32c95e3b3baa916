package dev.agnost.realtime.tck.client;

/** Collects what is logged by everybody, at every level, from its making until it is closed. */
public interface LogCapture extends AutoCloseable {

  /** All that was logged so far: logger, thread, message, and exceptions with their causes. */
  String text();

  /** Stops collecting, and puts the levels back. */
  @Override
  void close();
}
