package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.support.AddressLookup;
import java.util.Optional;

/** What all connections of a transport have in common. */
record Dialer(
    JettyEngine engine, Optional<ProxyConfig> proxy, AddressLookup lookup, TlsLayer tls) {}
