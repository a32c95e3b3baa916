package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.ProxyConfig.Credentials;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Speaks with the proxy; until that is done, every failure is the proxy's. */
final class ProxyLayer extends ChannelInboundHandlerAdapter {

  private final ProxyConfig proxy;

  private ProxyLayer(ProxyConfig proxy) {
    this.proxy = proxy;
  }

  static void add(ChannelPipeline pipeline, ProxyConfig proxy, InetSocketAddress hop) {
    ProxyHandler handler =
        switch (proxy.type()) {
          case HTTP -> http(hop, proxy.credentials());
          case SOCKS5 -> socks(hop, proxy.credentials());
        };
    handler.setConnectTimeoutMillis(0); // T2.8
    pipeline.addLast(handler, new ProxyLayer(proxy));
  }

  private static ProxyHandler http(InetSocketAddress hop, Optional<Credentials> credentials) {
    return credentials.isPresent()
        ? new HttpProxyHandler(hop, credentials.get().user(), credentials.get().password())
        : new HttpProxyHandler(hop);
  }

  private static ProxyHandler socks(InetSocketAddress hop, Optional<Credentials> credentials) {
    return credentials.isPresent()
        ? new Socks5ProxyHandler(hop, credentials.get().user(), credentials.get().password())
        : new Socks5ProxyHandler(hop);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ProxyConnectionEvent) {
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.fireExceptionCaught(NettyFailures.proxy(proxy, cause));
  }
}
