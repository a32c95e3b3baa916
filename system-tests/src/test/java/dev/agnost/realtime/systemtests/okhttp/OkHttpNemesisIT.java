package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.systemtests.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Fifty clients in a broken network, on OkHttp. */
@Tag("night")
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
