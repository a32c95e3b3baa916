package dev.agnost.realtime.systemtests.nemesis;

/**
 * An invariant that does not hold.
 *
 * @param invariant its id, such as {@code I01}
 * @param client the number of the client
 * @param what what was seen
 */
record Violation(String invariant, int client, String what) {

  @Override
  public String toString() {
    return invariant + ", client " + client + ": " + what;
  }
}
