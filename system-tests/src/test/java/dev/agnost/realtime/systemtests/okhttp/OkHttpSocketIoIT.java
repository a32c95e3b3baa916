package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.SocketIoTck;
import org.junit.jupiter.api.Tag;

/** A whole client over OkHttp, against the Socket.IO release of the platform. */
@Tag("night")
class OkHttpSocketIoIT extends SocketIoTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("okhttp");
  }
}
