package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface ProtocolRules permits TransportTck {}
