package dev.agnost.realtime.systemtests.node;

/** The releases of Socket.IO that {@link NodeAgnostServer} can run. */
public enum SocketIoVersion {
  /** What the Agnost platform has installed: 4.6.1 with Engine.IO 6.4.2. */
  PRODUCTION("socket.io-production"),
  /** The newest release that was known when this module was built: 4.8.4. */
  NEWEST("socket.io-newest");

  private final String npmAlias;

  SocketIoVersion(String npmAlias) {
    this.npmAlias = npmAlias;
  }

  String npmAlias() {
    return npmAlias;
  }
}
