package dev.agnost.realtime.systemtests.jdk;

import dev.agnost.realtime.examples.transport.jdk.JdkTransportProvider;
import dev.agnost.realtime.tck.transport.EnduranceTck;
import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.transport.TransportProvider;
import org.junit.jupiter.api.Tag;

/** Much data, hostile peers and many clients on the JDK's client. */
@Tag("night")
class JdkEnduranceIT extends EnduranceTck {

  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings.libraryThreads("HttpClient-"); // ends at a garbage collection, not before
  }
}
