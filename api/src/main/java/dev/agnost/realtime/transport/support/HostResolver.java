package dev.agnost.realtime.transport.support;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a name up, taking as long as it likes. */
@FunctionalInterface
public interface HostResolver {

  /** What the JVM is set up to use, with its cache. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * The addresses of a host, in the order in which they are to be tried.
   *
   * <p>May be called by several threads at once, and may block.
   *
   * @param host a name, never an address
   * @return at least one
   * @throws UnknownHostException if the name is not known, or the look-up failed
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
