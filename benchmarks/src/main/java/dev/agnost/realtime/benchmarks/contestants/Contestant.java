package dev.agnost.realtime.benchmarks.contestants;

/** A kind of client, in a process of its own. */
public interface Contestant extends AutoCloseable {

  /**
   * Connects as a new client and returns once the server has accepted it.
   *
   * @param onMessage to be called with each message received
   */
  Link connect(Runnable onMessage) throws Exception;

  /** Frees what all links share. */
  @Override
  default void close() {}

  /** One connection. */
  interface Link {

    /**
     * Prepares sending.
     *
     * @param json the value to send, which the result serialises each time if this client
     *     serialises at all
     */
    Runnable sender(String json) throws Exception;

    void close() throws Exception;
  }
}
