package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.AddressLookup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * One way to an endpoint: look-up, TCP, proxy, TLS. Addresses are tried in turn until TCP connects
 * to one; nothing is tried again after that. An address that does not answer goes to the end of the
 * line after a while if there are others; the last one is waited for without limit (T2.8).
 *
 * <p>Can be cancelled from any thread at any stage.
 */
final class Dial implements AddressLookup.Waiter {

  /** What wants to talk to the endpoint. */
  interface Caller {

    /** Makes what talks, over proxy and TLS. Later failures go to it. */
    Connection over(EndPoint socket);

    /** There is no connection. */
    void unreachable(Throwable cause);
  }

  private static final int PATIENCE_MILLIS = 2_000;

  private final Dialer dialer;
  private final Endpoint endpoint;
  private final Caller caller;
  private final Optional<ProxyConfig> proxy;
  private volatile boolean cancelled;
  private volatile @Nullable TcpConnect latest;
  private volatile @Nullable EndPoint socket; // written once, when TCP has connected
  private volatile @Nullable Throwable tlsFailure; // written before the socket is closed for it

  private final Deque<InetAddress> addresses = new ArrayDeque<>(); // by one try at a time

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

  /** Frees whatever there is, now; TLS is not asked, for it would want to say goodbye. */
  void cancel() {
    cancelled = true;
    dialer.lookup().forget(firstHop(), this);
    TcpConnect connecting = latest;
    if (connecting != null) {
      connecting.giveUp();
    }
    EndPoint connected = socket;
    if (connected != null) {
      connected.close();
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
    int port = proxy.map(ProxyConfig::port).orElse(endpoint.port());
    TcpConnect connecting =
        new TcpConnect(this, dialer.engine(), new InetSocketAddress(address, port));
    latest = connecting;
    connecting.start(addresses.isEmpty() ? 0 : PATIENCE_MILLIS);
    if (cancelled) {
      connecting.giveUp();
    }
  }

  /** Another address has its turn, and this one once more if it may yet answer. */
  void noAnswer(InetAddress address) {
    addresses.add(address);
    connect();
  }

  void notConnected(Throwable cause) {
    if (cancelled || addresses.isEmpty()) {
      fail(cause);
    } else {
      connect();
    }
  }

  /** TCP has connected. */
  Connection connected(EndPoint raw) {
    socket = raw;
    if (cancelled) {
      return new Unwanted(raw, dialer.engine().executor());
    }
    return proxy.isPresent()
        ? new TunnelConnection(
            raw,
            dialer.engine().executor(),
            ProxyDialogue.through(proxy.get(), endpoint),
            new Behind())
        : secured(raw);
  }

  private Connection secured(EndPoint raw) {
    if (!endpoint.secure()) {
      return caller.over(raw);
    }
    try {
      return dialer.tls().over(raw, endpoint, caller::over, failure -> tlsFailure = failure);
    } catch (RuntimeException unusable) {
      caller.unreachable(
          new TransportException(Kind.TLS, "the TLS context cannot be used", unusable));
      return new Unwanted(raw, dialer.engine().executor());
    }
  }

  /**
   * The reason behind a failure: who reads may hear that the socket was closed before he hears of a
   * handshake that failed.
   */
  Throwable reasonOf(Throwable failure) {
    Throwable reason = tlsFailure;
    return reason == null ? failure : reason;
  }

  private void fail(Throwable cause) {
    caller.unreachable(proxy.isPresent() ? JettyFailures.proxy(proxy.get(), cause) : cause);
  }

  /** What lies behind the proxy. */
  private final class Behind implements TunnelConnection.Outcome {

    @Override
    public void open(EndPoint through) {
      through.upgrade(secured(through));
    }

    @Override
    public void failed(Throwable cause) {
      fail(cause);
    }
  }
}
