package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.core.connection.ConnectOptions;
import dev.agnost.realtime.core.connection.Connector;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.outbound.QueueLimits;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import java.net.URI;
import java.time.Duration;

/**
 * The options of a session. Validated by the builder.
 *
 * @param uri the WebSocket URI
 * @param host host and port for messages
 * @param envId the environment
 * @param credentials the user's suppliers
 * @param echoMessages the default echo, sent in CONNECT
 * @param autoJoinChannels whether joins are repeated after a reconnect
 * @param bufferMessages whether messages wait for a connection
 * @param timeout for one attempt as a whole
 * @param reconnectionDelay the base of the policy
 * @param policy when to try again
 * @param queue bounds of what waits to be sent
 * @param decoderLimits bounds of what is received
 * @param maxPendingMessages how many received messages may wait for listeners
 * @param maxPendingBytes how many bytes of them
 */
public record SessionOptions(
    URI uri,
    String host,
    String envId,
    Credentials credentials,
    boolean echoMessages,
    boolean autoJoinChannels,
    boolean bufferMessages,
    Duration timeout,
    Duration reconnectionDelay,
    ReconnectPolicy policy,
    QueueLimits queue,
    DecoderLimits decoderLimits,
    int maxPendingMessages,
    long maxPendingBytes) {

  /** What a {@link Connector} needs of it. */
  ConnectOptions connection() {
    return new ConnectOptions(uri, envId, echoMessages, decoderLimits, credentials);
  }
}
