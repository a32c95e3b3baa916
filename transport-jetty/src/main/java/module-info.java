/**
 * The transport on Jetty.
 *
 * <p>Notes for whoever changes it:
 *
 * <ul>
 *   <li>Frames go through Jetty's core WebSocket ({@code FrameHandler} with demand, payloads as
 *       bytes). UTF-8 is not looked at; core does it once for all transports.
 *   <li>The way there does not go through Jetty's HTTP client: it adds headers, keeps cookies and
 *       credentials, follows redirects, sends again, keeps idle connections, and cannot let go of a
 *       TCP connect that is under way. {@code Dial} connects by a {@code ClientConnector} of our
 *       own, {@code HttpConnection} sends the head byte for byte and lets Jetty's parser read the
 *       answer, then {@code WebSocketConnection} takes the socket over.
 *   <li>Jetty takes a connect timeout of 0 for a failure, so it is longer than an hour (T2.8). Idle
 *       timeouts are 0 on the connector and on each socket. {@code setWriteTimeout} is left alone.
 *   <li>{@code demand} is called once for each frame, also after control frames and while closing;
 *       twice is an exception. It is not called before Jetty's {@code onOpen} is completed.
 *   <li>{@code maxFrameSize} would cut outbound messages, so it is 0; Jetty still cuts long inbound
 *       frames where the network does, which is why nothing is kept twice. The limit counts over
 *       all pieces.
 *   <li>Jetty takes close codes such as 1001 for an emergency, in which the queue is dropped.
 *       {@code CloseFrame} says that it is not one.
 *   <li>On a violation Jetty tells the handler only when its close frame has been written, which a
 *       peer that does not read can hold up. The session tells the signals before.
 *   <li>Pings are ours to answer, and Jetty puts pongs in front of its queue; {@code Pongs} keeps
 *       one under way.
 *   <li>{@code TransportConnection.abort} closes the socket below TLS, which would say goodbye
 *       first.
 *   <li>A pending TCP connect is cancelled by closing the channel and waking the selector. Jetty's
 *       timer remembers it until the connect timeout, but no longer reaches the attempt.
 * </ul>
 */
module dev.agnost.realtime.transport.jetty {
  requires transitive dev.agnost.realtime.api;
  requires transitive org.eclipse.jetty.client;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.core.common;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.agnost.realtime.transport.jetty;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.transport.jetty.JettyTransportProvider;
}
