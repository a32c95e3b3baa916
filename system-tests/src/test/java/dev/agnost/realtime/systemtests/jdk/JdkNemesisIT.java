package dev.agnost.realtime.systemtests.jdk;

import dev.agnost.realtime.examples.transport.jdk.JdkTransportProvider;
import dev.agnost.realtime.systemtests.nemesis.NemesisTck;
import dev.agnost.realtime.transport.TransportProvider;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Fifty clients in a broken network, on the JDK's client. */
@Tag("night")
class JdkNemesisIT extends NemesisTck {

  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }

  @Override
  protected Set<String> libraryThreads() {
    return Set.of("HttpClient-"); // ends at a garbage collection, not before
  }
}
