package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.protocol.DecoderLimits;
import java.net.URI;

/**
 * The options of each attempt to connect.
 *
 * @param uri the WebSocket URI
 * @param envId the environment
 * @param echoMessages the default echo, sent in CONNECT
 * @param decoderLimits bounds of received packets
 * @param credentials the suppliers of the application
 */
public record ConnectOptions(
    URI uri,
    String envId,
    boolean echoMessages,
    DecoderLimits decoderLimits,
    Credentials credentials) {}
