package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface TlsRules permits TransportTck {}
