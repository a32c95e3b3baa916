package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.transport.TransportProvider;
import okhttp3.OkHttp;

class OkHttpTransportTckTest extends TransportTck {

  @Override
  protected TransportProvider provider() {
    return new OkHttpTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings
        .library("OkHttp " + OkHttp.VERSION)
        .libraryThreads("OkHttp ")
        .libraryThreads("Okio Watchdog");
  }
}
