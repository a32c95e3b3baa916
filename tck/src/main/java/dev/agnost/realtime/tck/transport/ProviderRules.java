package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface ProviderRules permits TransportTck {}
