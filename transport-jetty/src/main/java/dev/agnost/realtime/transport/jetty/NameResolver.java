package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.support.AddressLookup;
import dev.agnost.realtime.transport.support.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks names up on threads that may block. Jetty's own resolvers hold the caller or a thread of
 * the pool for each attempt, and give up after a time of their own.
 */
final class NameResolver implements SocketAddressResolver {

  private final AddressLookup lookup;

  NameResolver(AddressLookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> addresses) {
    resolve(host, port, addresses);
  }

  /** The method of Jetty 12.0; Jetty 12.1 does not have it. */
  public void resolve(String host, int port, Promise<List<InetSocketAddress>> addresses) {
    InetAddress literal = Endpoint.addressOf(host);
    if (literal != null) {
      addresses.succeeded(List.of(new InetSocketAddress(literal, port)));
      return;
    }
    lookup.find(
        host,
        new AddressLookup.Waiter() {
          @Override
          public void found(List<InetAddress> found) {
            try {
              addresses.succeeded(named(host, port, found));
            } catch (UnknownHostException impossible) {
              addresses.failed(impossible);
            }
          }

          @Override
          public void notFound(Throwable cause) {
            addresses.failed(cause);
          }
        });
  }

  /** With the name that was asked for, because Jetty verifies the certificate against it. */
  private static List<InetSocketAddress> named(String host, int port, List<InetAddress> found)
      throws UnknownHostException {
    List<InetSocketAddress> named = new ArrayList<>();
    for (InetAddress address : found) {
      named.add(new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
    }
    return named;
  }
}
