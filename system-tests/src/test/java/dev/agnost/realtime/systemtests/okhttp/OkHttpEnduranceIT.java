package dev.agnost.realtime.systemtests.okhttp;

import dev.agnost.realtime.tck.transport.EnduranceTck;
import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
import org.junit.jupiter.api.Tag;

/** Much data, hostile peers and many clients on OkHttp. */
@Tag("night")
class OkHttpEnduranceIT extends EnduranceTck {

  @Override
  protected TransportProvider provider() {
    return new OkHttpTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings.libraryThreads("OkHttp ").libraryThreads("Okio Watchdog");
  }
}
