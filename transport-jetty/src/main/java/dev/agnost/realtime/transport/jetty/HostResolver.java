package dev.agnost.realtime.transport.jetty;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks a name up, taking as long as it likes. */
@FunctionalInterface
interface HostResolver {

  /** What the JVM is set up to use, with its cache. */
  HostResolver SYSTEM = InetAddress::getAllByName;

  InetAddress[] addressesOf(String host) throws UnknownHostException;
}
