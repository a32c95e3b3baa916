package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import java.util.function.UnaryOperator;

/** Messages, channels and listeners, and what waits for a connection. */
abstract class Conversations extends Scenarios
    implements MessageScenarios,
        EchoScenarios,
        ListenerScenarios,
        RemovalScenarios,
        ChannelScenarios,
        MembersScenarios,
        RestoreScenarios,
        QueueScenarios,
        OverflowScenarios,
        BadFrameScenarios,
        BadInputScenarios,
        HandleScenarios,
        FlushScenarios,
        StreamScenarios,
        ValueScenarios {

  Conversations(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
  }
}
