/** A transport of one's own: the worked example of {@code docs/writing-a-transport.md}. */
module dev.agnost.realtime.examples.transport.jdk {
  requires dev.agnost.realtime.api;
  requires java.net.http;
  requires static org.jspecify;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.examples.transport.jdk.JdkTransportProvider;
}
