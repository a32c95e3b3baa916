package dev.agnost.realtime.examples.transport.jdk;

import dev.agnost.realtime.tck.transport.TckSettings;
import dev.agnost.realtime.tck.transport.TransportTck;
import dev.agnost.realtime.transport.TransportProvider;

class JdkTransportTckTest extends TransportTck {
  private static final String RETRY = "an upgrade that ended without one byte is tried once more";

  @Override
  protected TransportProvider provider() {
    return new JdkTransportProvider();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings
        .library("java.net.http " + Runtime.version())
        .declare("T3.7")
        .libraryThreads("HttpClient-") // ends at a garbage collection, not before
        .waive("T2.2", "t2_2_namesKeepTheirCaseAndValuesMayBeLatin1", "header values are ASCII")
        .waive("T2.3", "t2_3_headerCaseDoesNotMatter", "wants Connection to be exactly Upgrade")
        .waive("T2.4", "t2_4_theRequestIsNotRetried", RETRY)
        .waive("T3.3", "t3_3_anEndBeforeTheUpgradeIsSignalled", RETRY)
        .waive("T6.1", "t6_1_everyStatusArrives", "cannot send a close frame without a code");
  }
}
