/** Session machine, reconnect policy and protocol over bytes. */
module dev.agnost.realtime.core {
  requires transitive dev.agnost.realtime.api;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires static java.net.http;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.agnost.realtime.core;

  uses dev.agnost.realtime.transport.TransportProvider;

  provides dev.agnost.realtime.AgnostClientProvider with
      dev.agnost.realtime.core.CoreClientProvider;
}
