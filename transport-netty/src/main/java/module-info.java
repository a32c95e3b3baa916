/**
 * The transport on Netty.
 *
 * <p>Notes for whoever changes it:
 *
 * <ul>
 *   <li>Sends go through one queue whatever the thread, and are written by one task per turn of the
 *       event loop: order across threads (T4.2) and one flush for all that has gathered. Writing
 *       directly on the loop would overtake what other threads have queued.
 *   <li>Payloads are masked piece by piece, only while the channel is writable. What waits is kept
 *       once, in the caller's own buffer.
 *   <li>Frames are read in place. The limit is checked when the header of a frame has been read,
 *       before any of its payload is kept. UTF-8 is not looked at; core does it once for all
 *       transports.
 *   <li>{@code autoRead} is on until the upgrade and off afterwards; without demand nothing is
 *       read. What one socket read brought beyond the demand is parked, with its order.
 *   <li>Names are looked up on daemon threads of our own, since Netty's default resolver blocks an
 *       event loop. One look-up serves all attempts that wait for the same name.
 *   <li>{@code TransportConnection.abort} closes from the head of the pipeline, because {@code
 *       SslHandler.close} waits for its close_notify to be flushed.
 *   <li>Every timeout that Netty or its handlers have by default is switched off (T2.8).
 * </ul>
 */
module dev.agnost.realtime.transport.netty {
  requires transitive dev.agnost.realtime.api;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires io.netty.resolver;
  requires static io.netty.transport.classes.epoll;
  requires static org.jspecify;
  requires org.slf4j;

  exports dev.agnost.realtime.transport.netty;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.transport.netty.NettyTransportProvider;
}
