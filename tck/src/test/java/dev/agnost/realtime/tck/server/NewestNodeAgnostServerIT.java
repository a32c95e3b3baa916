package dev.agnost.realtime.tck.server;

/** The contract against the newest Socket.IO. */
@RequiresNode
class NewestNodeAgnostServerIT extends AgnostServerNodeContract {
  NewestNodeAgnostServerIT() {
    super(SocketIoVersion.NEWEST);
  }
}
