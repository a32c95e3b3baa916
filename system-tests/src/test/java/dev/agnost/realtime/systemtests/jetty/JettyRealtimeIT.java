package dev.agnost.realtime.systemtests.jetty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.EmbeddedServerTck;

/** The scenarios of a whole client over Jetty. */
class JettyRealtimeIT extends EmbeddedServerTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("jetty");
  }
}
