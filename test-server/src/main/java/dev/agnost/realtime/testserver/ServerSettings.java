package dev.agnost.realtime.testserver;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with and never changes.
 *
 * @param connectTimeout how long a transport may stay without an accepted CONNECT
 * @param closeTimeout how long the answer to a close frame is waited for
 * @param eventDelay how long after its arrival an event is handled
 * @param deathDelay how long the server goes on after an input that kills it
 * @param tls null for plain text
 */
record ServerSettings(
    Duration pingInterval,
    Duration pingTimeout,
    long maxPayloadBytes,
    Duration connectTimeout,
    Duration closeTimeout,
    Duration eventDelay,
    Duration deathDelay,
    @Nullable SSLContext tls,
    String hostName) {}
