package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface ResourceRules permits TransportTck {}
