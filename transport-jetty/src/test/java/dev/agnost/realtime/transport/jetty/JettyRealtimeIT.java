package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.client.RealtimeTck;

/** The scenarios of a whole client over Jetty. */
class JettyRealtimeIT extends RealtimeTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("jetty");
  }
}
