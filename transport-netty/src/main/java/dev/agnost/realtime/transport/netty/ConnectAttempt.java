package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.Endpoint;
import dev.agnost.realtime.transport.support.ReleaseHandle;
import dev.agnost.realtime.transport.support.TransportFailures;
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

/**
 * One connect to an endpoint: look-up, TCP, proxy, TLS. Addresses are tried in turn until TCP
 * connects to one; nothing is tried again after that. An address that does not answer goes to the
 * end of the line after a while if there are others; the last one is waited for without limit
 * (T2.8).
 *
 * <p>Can be cancelled from any thread at any stage.
 */
@SuppressWarnings("FutureReturnValueIgnored") // its listener receives the outcome of each connect
final class ConnectAttempt implements AddressLookup.Waiter {

  /** The user of the channel. */
  interface Owner {

    /**
     * Adds its handlers behind those of proxy and TLS. Later failures go to them, as exceptions and
     * as {@code channelInactive}.
     */
    void addHandlers(ChannelPipeline pipeline);

    /** Reports that there is no channel. */
    void failed(Throwable cause);
  }

  /**
   * What all connections of a transport have in common.
   *
   * @param prototype copied for each connection
   */
  record Settings(
      Bootstrap prototype, Optional<ProxyConfig> proxy, AddressLookup lookup, TlsLayer tls) {}

  private static final int TIMEOUT_MILLIS_WITH_ALTERNATIVES = 2_000;

  private final Settings settings;
  private final Endpoint endpoint;
  private final Owner owner;
  private final String firstHop;
  private final ReleaseHandle handle = new ReleaseHandle();
  private final Deque<InetAddress> addresses = new ArrayDeque<>(); // by one thread at a time

  ConnectAttempt(Settings settings, Endpoint endpoint, Owner owner) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.owner = owner;
    this.firstHop = settings.proxy().map(ProxyConfig::host).orElse(endpoint.host());
  }

  void start() {
    InetAddress literal = Endpoint.addressOf(firstHop);
    if (literal != null) {
      found(List.of(literal));
    } else if (handle.set(() -> settings.lookup().forget(firstHop, this))) {
      settings.lookup().find(firstHop, this);
    }
  }

  /** Frees whatever there is, now. Idempotent. */
  void cancel() {
    handle.release();
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

  private void connect() {
    if (handle.isReleased()) {
      return;
    }
    InetAddress address = addresses.remove();
    int port = settings.proxy().map(ProxyConfig::port).orElse(endpoint.port());
    InetSocketAddress hop = new InetSocketAddress(address, port);
    Bootstrap bootstrap =
        settings
            .prototype()
            .clone()
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                addresses.isEmpty() ? 0 : TIMEOUT_MILLIS_WITH_ALTERNATIVES)
            .handler(new Layers(hop));
    ChannelFuture connecting;
    try {
      connecting = bootstrap.connect(settings.proxy().isPresent() ? unresolved() : hop);
    } catch (RuntimeException | LinkageError failure) { // such as RejectedExecutionException
      fail(failure);
      return;
    }
    if (connecting.cause() != null) { // there may be no channel and no event loop
      failedToConnect(address, connecting.cause());
      return;
    }
    Channel channel = connecting.channel();
    handle.set(() -> Channels.closeNow(channel));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            failedToConnect(address, done.cause());
          }
        });
  }

  /** For the proxy, which looks the name up itself. */
  private SocketAddress unresolved() {
    InetAddress literal = endpoint.address();
    return literal != null
        ? new InetSocketAddress(literal, endpoint.port())
        : InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
  }

  private void failedToConnect(InetAddress address, Throwable cause) {
    if (handle.isReleased() || addresses.isEmpty()) {
      fail(cause);
      return;
    }
    if (cause instanceof ConnectTimeoutException) {
      addresses.add(address);
    }
    connect();
  }

  private void fail(Throwable cause) {
    owner.failed(
        settings.proxy().isPresent()
            ? TransportFailures.classifyProxy(settings.proxy().get(), cause)
            : cause);
  }

  private final class Layers extends ChannelInitializer<Channel> {

    private final InetSocketAddress hop;

    Layers(InetSocketAddress hop) {
      this.hop = hop;
    }

    @Override
    protected void initChannel(Channel channel) {
      ChannelPipeline pipeline = channel.pipeline();
      settings.proxy().ifPresent(proxy -> ProxyLayer.add(pipeline, proxy, hop));
      if (endpoint.secure()) {
        try {
          pipeline.addLast(settings.tls().handlerFor(endpoint));
        } catch (GeneralSecurityException | RuntimeException unusable) {
          owner.failed(
              new TransportException(Kind.TLS, "the TLS context cannot be used", unusable));
          return;
        }
      }
      owner.addHandlers(pipeline);
    }
  }
}
