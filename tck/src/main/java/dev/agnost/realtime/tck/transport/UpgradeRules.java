package dev.agnost.realtime.tck.transport;

/** To come. */
sealed interface UpgradeRules permits TransportTck {}
