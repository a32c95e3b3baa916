package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;

/** The contract against the newest Socket.IO. */
@RequiresNode
class NewestNodeAgnostServerIT extends AgnostServerNodeContract {
  NewestNodeAgnostServerIT() {
    super(SocketIoVersion.NEWEST);
  }
}
