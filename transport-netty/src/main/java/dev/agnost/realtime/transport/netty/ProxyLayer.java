package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.ProxyConfig.Credentials;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.support.TransportFailures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Marks every failure as the proxy's until the proxy has connected. */
final class ProxyLayer extends ChannelInboundHandlerAdapter {

  private static final String HANDLER = "proxy";

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
    pipeline.addLast(HANDLER, handler).addLast(new ProxyLayer(proxy));
    if (handler instanceof HttpProxyHandler) {
      pipeline.addBefore(HANDLER, null, new ConnectResponse(proxy)); // its codec is there already
    }
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

  /** Netty passes on what follows the head of a refusal; it is no response of the server. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.fireExceptionCaught(classify(cause));
  }

  /** A refusal that {@link ConnectResponse} read comes back inside an exception of Netty. */
  private TransportException classify(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof TransportException known) {
        return known;
      }
    }
    return TransportFailures.classifyProxy(proxy, cause);
  }

  /**
   * Reads the status ahead of {@link HttpProxyHandler}, which only puts it into a message: a
   * refusal is reported with its status, an interim response is skipped.
   */
  private static final class ConnectResponse extends ChannelInboundHandlerAdapter {

    private final ProxyConfig proxy;
    private boolean interim;

    ConnectResponse(ProxyConfig proxy) {
      this.proxy = proxy;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpResponse response) {
        if (response.decoderResult().isFailure()) {
          ReferenceCountUtil.release(message);
          throw new TransportException(
              TransportException.Kind.PROXY,
              proxy + " did not answer with a valid HTTP response",
              null);
        }
        HttpStatusClass type = response.status().codeClass();
        interim = type == HttpStatusClass.INFORMATIONAL;
        if (!interim && type != HttpStatusClass.SUCCESS) {
          ReferenceCountUtil.release(message);
          throw TransportException.proxyRefused(response.status().code(), proxy.toString());
        }
      }
      if (interim) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof LastHttpContent) {
        ctx.pipeline().remove(this);
      }
      ctx.fireChannelRead(message);
    }
  }
}
