package dev.agnost.realtime.tck.server;

/** The contract against the Socket.IO release that production runs. */
@RequiresNode
class ProductionNodeAgnostServerIT extends AgnostServerNodeContract {
  ProductionNodeAgnostServerIT() {
    super(SocketIoVersion.PRODUCTION);
  }
}
