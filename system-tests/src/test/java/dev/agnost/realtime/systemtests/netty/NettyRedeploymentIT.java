package dev.agnost.realtime.systemtests.netty;

import dev.agnost.realtime.systemtests.nemesis.RedeploymentTck;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.netty.NettyTransportProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Netty's events for the flight recorder hold its class loader, so they are switched off. */
class NettyRedeploymentIT extends RedeploymentTck {

  private static final String EVENTS = "io.netty.jfr.enabled";

  @BeforeAll
  static void switchEventsOff() {
    System.setProperty(EVENTS, "false");
  }

  @AfterAll
  static void switchEventsOn() {
    System.clearProperty(EVENTS);
  }

  @Override
  protected TransportProvider provider() {
    return new NettyTransportProvider();
  }
}
