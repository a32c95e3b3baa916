/** The transport on Jetty. */
module dev.agnost.realtime.transport.jetty {
  requires transitive dev.agnost.realtime.api;
  requires transitive org.eclipse.jetty.client;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.core.client;
  requires org.eclipse.jetty.websocket.core.common;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.agnost.realtime.transport.jetty;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.transport.jetty.JettyTransportProvider;
}
