package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.tck.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import java.util.Set;

/** Fifty clients in a broken network, on OkHttp. */
class OkHttpNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new OkHttpTransportProvider();
  }

  @Override
  protected Set<String> libraryThreads() {
    return Set.of("OkHttp ", "Okio Watchdog");
  }
}
