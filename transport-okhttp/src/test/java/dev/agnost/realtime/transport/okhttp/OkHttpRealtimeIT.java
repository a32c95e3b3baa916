package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.client.RealtimeTck;

/** The scenarios of a whole client over OkHttp. */
class OkHttpRealtimeIT extends RealtimeTck {
  @Override
  protected AgnostClient.Builder configure(AgnostClient.Builder builder) {
    return builder.transport("okhttp");
  }
}
