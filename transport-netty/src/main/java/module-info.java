/**
 * The transport on Netty 4.1 and 4.2.
 *
 * <p>Sends go through one queue whatever the thread, and one task per turn of the event loop writes
 * what has gathered: writing directly on the loop would overtake what other threads have queued
 * (T4.2). Payloads are masked in pieces, only while the channel is writable. {@code autoRead} is on
 * until the upgrade and off afterwards. Connections are closed from the head of the pipeline on
 * {@code abort}, since {@code SslHandler.close} waits for its close_notify.
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
