package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.transport.TransportProvider;

class JdkTransportTckTest extends TransportTck {

  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings
        .library("java.net.http " + Runtime.version())
        .libraryThreads("HttpClient-"); // ends at a garbage collection, not before
  }
}
