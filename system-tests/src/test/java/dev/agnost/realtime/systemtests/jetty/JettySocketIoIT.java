package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.SocketIoTck;
import org.junit.jupiter.api.Tag;

/** A whole client over Jetty, against the Socket.IO release of the platform. */
@Tag("night")
class JettySocketIoIT extends SocketIoTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("jetty");
  }
}
