package dev.agnost.realtime.core.protocol;

import java.util.Set;

/** Event names that Socket.IO keeps for itself. A server that receives one from a client dies. */
public final class ReservedNames {

  private static final Set<String> NAMES =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private ReservedNames() {}

  /** Whether no event may have this name. */
  public static boolean contains(String event) {
    return NAMES.contains(event);
  }
}
