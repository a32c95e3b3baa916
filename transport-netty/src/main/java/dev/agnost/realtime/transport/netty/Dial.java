package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to an endpoint: look-up, TCP, proxy, TLS. Addresses are tried in turn until TCP connects
 * to one; nothing is tried again after that. Can be cancelled from any thread at any stage.
 */
@SuppressWarnings("FutureReturnValueIgnored") // its listener sees each connect
final class Dial implements AddressLookup.Waiter {

  /** What wants to talk to the endpoint. */
  interface Caller {

    /**
     * Adds its handlers behind those of proxy and TLS. Later failures go to them, as exceptions and
     * as {@code channelInactive}.
     */
    void prepare(ChannelPipeline pipeline);

    /** There is no channel. */
    void unreachable(Throwable cause);
  }

  private final Dialer dialer;
  private final Endpoint endpoint;
  private final Caller caller;
  private final Optional<ProxyConfig> proxy;
  private volatile boolean cancelled;
  private volatile @Nullable Channel channel; // the latest attempt

  private InetAddress[] addresses = {}; // written once, before the first attempt
  private int next; // by one attempt after the other

  Dial(Dialer dialer, Endpoint endpoint, Caller caller) {
    this.dialer = dialer;
    this.endpoint = endpoint;
    this.caller = caller;
    this.proxy = dialer.proxy();
  }

  void start() {
    InetAddress literal = Endpoint.literal(firstHop());
    if (literal != null) {
      found(new InetAddress[] {literal});
    } else {
      dialer.lookup().find(firstHop(), this);
    }
  }

  /** Frees whatever there is, now. */
  void cancel() {
    cancelled = true;
    dialer.lookup().forget(firstHop(), this);
    Channel latest = channel;
    if (latest != null) {
      Channels.closeNow(latest);
    }
  }

  @Override
  public void found(InetAddress[] found) {
    addresses = found;
    connect();
  }

  @Override
  public void notFound(Throwable cause) {
    fail(cause);
  }

  private String firstHop() {
    return proxy.map(ProxyConfig::host).orElse(endpoint.host());
  }

  private void connect() {
    if (cancelled) {
      return;
    }
    InetSocketAddress hop =
        new InetSocketAddress(
            addresses[next++], proxy.map(ProxyConfig::port).orElse(endpoint.port()));
    SocketAddress target = proxy.isPresent() ? endpoint.unresolved() : hop;
    Bootstrap bootstrap = dialer.bootstrap().handler(new Layers(hop));
    ChannelFuture connecting;
    try {
      connecting = bootstrap.connect(target);
    } catch (RuntimeException closed) { // such as RejectedExecutionException
      fail(closed);
      return;
    }
    if (connecting.cause() == null) {
      channel = connecting.channel();
      if (cancelled) {
        Channels.closeNow(connecting.channel());
      }
    }
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            failedToConnect(done.cause());
          }
        });
  }

  private void failedToConnect(Throwable cause) {
    if (!cancelled && next < addresses.length) {
      connect();
    } else {
      fail(cause);
    }
  }

  private void fail(Throwable cause) {
    caller.unreachable(proxy.isPresent() ? NettyFailures.proxy(proxy.get(), cause) : cause);
  }

  private final class Layers extends ChannelInitializer<Channel> {

    private final InetSocketAddress hop;

    Layers(InetSocketAddress hop) {
      this.hop = hop;
    }

    @Override
    protected void initChannel(Channel fresh) throws Exception {
      ChannelPipeline pipeline = fresh.pipeline();
      if (proxy.isPresent()) {
        ProxyLayer.add(pipeline, proxy.get(), hop);
      }
      if (endpoint.secure()) {
        pipeline.addLast(dialer.tls().handlerFor(endpoint));
      }
      caller.prepare(pipeline);
    }
  }
}
