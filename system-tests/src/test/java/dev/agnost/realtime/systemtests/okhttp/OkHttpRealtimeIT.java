package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.client.EmbeddedServerTck;

/** The scenarios of a whole client over OkHttp. */
class OkHttpRealtimeIT extends EmbeddedServerTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("okhttp");
  }
}
