package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface FloodRules permits TransportTck {}
