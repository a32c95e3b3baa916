/** Session machine, reconnect policy and protocol over bytes. */
@SuppressWarnings("requires-automatic") // that is what Micrometer is
module dev.agnost.realtime.core {
  requires transitive dev.agnost.realtime.api;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires static java.net.http;
  requires static micrometer.core;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.agnost.realtime.core;
  exports dev.agnost.realtime.core.micrometer;

  uses dev.agnost.realtime.transport.TransportProvider;

  provides dev.agnost.realtime.AgnostClientProvider with
      dev.agnost.realtime.core.CoreClientProvider;
}
