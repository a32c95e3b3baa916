package dev.agnost.realtime.systemtests.nemesis;

/** What the nemesis does. */
enum Fault {
  /** A connection ends in order on both sides. */
  CUT(12),
  /** A connection is reset. */
  RESET(12),
  /** What the client sends is held for a while. */
  STALL_UP(6),
  /** What the server sends is held for a while. */
  STALL_DOWN(6),
  /** Both are. */
  STALL_BOTH(6),
  /** A connection is passed on in single bytes. */
  SLICE(8),
  /** Each piece of a connection comes late. */
  DELAY(8),
  /** For a while new connections are reset as soon as they are accepted. */
  REJECT(3),
  /** The server dies and comes back. */
  RESTART(1);

  private static final int ALL = total();

  private final int weight;

  Fault(int weight) {
    this.weight = weight;
  }

  private static int total() {
    int sum = 0;
    for (Fault fault : values()) {
      sum += fault.weight;
    }
    return sum;
  }

  /**
   * Chooses a fault with a probability in proportion to its weight.
   *
   * @param random from 0, below 1
   */
  static Fault drawn(double random) {
    int left = (int) (random * ALL);
    for (Fault fault : values()) {
      left -= fault.weight;
      if (left < 0) {
        return fault;
      }
    }
    throw new IllegalArgumentException("random must be in [0, 1): " + random);
  }
}
