package dev.agnost.realtime.core.protocol;

/** Fuzz target: a Socket.IO packet. */
public final class SocketPacketTarget {

  private SocketPacketTarget() {}

  /** Takes what follows the {@code 4} of a text message. */
  public static void fuzzerTestOneInput(byte[] input) {
    Packet unused = Differential.decoded(Differential.prefixed("4", input));
  }
}
