package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.systemtests.node.SocketIoVersion;

/** A whole client over OkHttp, against the newest Socket.IO release. */
class OkHttpNewestSocketIoIT extends OkHttpSocketIoIT {
  @Override
  protected SocketIoVersion version() {
    return SocketIoVersion.NEWEST;
  }
}
