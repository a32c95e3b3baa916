package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;

/** The contract against the Socket.IO release that production runs. */
@RequiresNode
class ProductionNodeAgnostServerIT extends AgnostServerNodeContract {
  ProductionNodeAgnostServerIT() {
    super(SocketIoVersion.PRODUCTION);
  }
}
