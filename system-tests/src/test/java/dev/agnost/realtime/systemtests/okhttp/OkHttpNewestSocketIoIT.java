package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import org.junit.jupiter.api.Tag;

/** A whole client over OkHttp, against the newest Socket.IO release. */
@Tag("night")
class OkHttpNewestSocketIoIT extends OkHttpSocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}
