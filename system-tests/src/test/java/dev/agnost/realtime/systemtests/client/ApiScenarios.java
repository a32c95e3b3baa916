package dev.agnost.realtime.systemtests.client;

/** What depends on the client alone, and on no transport: it is not part of the kit. */
interface ApiScenarios
    extends BadFrameScenarios,
        BadInputScenarios,
        ChannelScenarios,
        CredentialScenarios,
        HandleScenarios,
        ListenerScenarios,
        MembersScenarios,
        OpeningScenarios,
        OverflowScenarios,
        QueueScenarios,
        RefusalScenarios,
        RemovalScenarios,
        RestoreScenarios,
        StreamScenarios,
        ValueScenarios {}
