package dev.agnost.realtime.core.client;

import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.Payload;

/** A member of a channel, as an event or a list shows it. */
record MemberView(String channel, String id, Payload profile) implements ChannelMember {}
