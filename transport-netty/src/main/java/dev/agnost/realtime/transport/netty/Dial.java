package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AddressLookup;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to an endpoint: look-up, TCP, proxy, TLS. Addresses are tried in turn until TCP connects
 * to one; nothing is tried again after that. An address that does not answer goes to the end of the
 * line after a while if there are others; the last one is waited for without limit (T2.8).
 *
 * <p>Can be cancelled from any thread at any stage.
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

  private static final int PATIENCE_MILLIS = 2_000;

  private final Dialer dialer;
  private final Endpoint endpoint;
  private final Caller caller;
  private final Optional<ProxyConfig> proxy;
  private volatile boolean cancelled;
  private volatile @Nullable Channel channel; // the latest attempt

  private final Deque<InetAddress> addresses = new ArrayDeque<>(); // by one attempt at a time

  Dial(Dialer dialer, Endpoint endpoint, Caller caller) {
    this.dialer = dialer;
    this.endpoint = endpoint;
    this.caller = caller;
    this.proxy = dialer.proxy();
  }

  void start() {
    InetAddress literal = Endpoint.literal(firstHop());
    if (literal != null) {
      found(List.of(literal));
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
  public void found(List<InetAddress> found) {
    addresses.addAll(found);
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
    InetAddress address = addresses.remove();
    InetSocketAddress hop =
        new InetSocketAddress(address, proxy.map(ProxyConfig::port).orElse(endpoint.port()));
    SocketAddress target = proxy.isPresent() ? endpoint.unresolved() : hop;
    Bootstrap bootstrap =
        dialer
            .bootstrap()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, addresses.isEmpty() ? 0 : PATIENCE_MILLIS)
            .handler(new Layers(hop));
    ChannelFuture connecting;
    try {
      connecting = bootstrap.connect(target);
    } catch (RuntimeException closed) { // such as RejectedExecutionException
      fail(closed);
      return;
    }
    if (connecting.cause() != null) { // there may be no channel and no event loop
      failedToConnect(address, connecting.cause());
      return;
    }
    channel = connecting.channel();
    if (cancelled) {
      Channels.closeNow(connecting.channel());
    }
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            failedToConnect(address, done.cause());
          }
        });
  }

  private void failedToConnect(InetAddress address, Throwable cause) {
    if (cancelled || addresses.isEmpty()) {
      fail(cause);
      return;
    }
    if (cause instanceof ConnectTimeoutException) {
      addresses.add(address);
    }
    connect();
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
    protected void initChannel(Channel fresh) {
      ChannelPipeline pipeline = fresh.pipeline();
      if (proxy.isPresent()) {
        ProxyLayer.add(pipeline, proxy.get(), hop);
      }
      if (endpoint.secure()) {
        try {
          pipeline.addLast(dialer.tls().handlerFor(endpoint));
        } catch (GeneralSecurityException | RuntimeException unusable) {
          caller.unreachable(
              new TransportException(Kind.TLS, "the TLS context cannot be used", unusable));
          return;
        }
      }
      caller.prepare(pipeline);
    }
  }
}
