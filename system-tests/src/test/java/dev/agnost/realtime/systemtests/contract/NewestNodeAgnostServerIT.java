package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import org.junit.jupiter.api.Tag;

/** The contract against the newest Socket.IO. */
@RequiresNode
@Tag("night")
class NewestNodeAgnostServerIT extends AgnostServerNodeContract {
  NewestNodeAgnostServerIT() {
    super(SocketIoVersion.NEWEST);
  }
}
