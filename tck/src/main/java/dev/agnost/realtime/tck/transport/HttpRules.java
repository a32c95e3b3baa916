package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface HttpRules permits TransportTck {}
