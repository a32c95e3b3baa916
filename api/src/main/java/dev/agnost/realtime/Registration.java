package dev.agnost.realtime;

/** A listener that is registered. Thread-safe. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /**
   * Removes the listener; does nothing if that has happened already. When called inside a callback,
   * the listener does not run again; from other threads a call that is under way may still end.
   */
  @Override
  void close();
}
