package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.support.AddressLookup;
import io.netty.bootstrap.Bootstrap;
import java.util.Optional;

/**
 * What all connections of a transport have in common.
 *
 * @param prototype copied for each connection
 */
record Dialer(
    Bootstrap prototype, Optional<ProxyConfig> proxy, AddressLookup lookup, TlsLayer tls) {

  Bootstrap bootstrap() {
    return prototype.clone();
  }
}
