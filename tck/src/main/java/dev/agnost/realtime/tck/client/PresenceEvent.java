package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.ChannelMember;

/**
 * What onJoin, onLeave and onUpdate are told.
 *
 * @param kind {@code join}, {@code leave} or {@code update}
 * @param profile its JSON, or {@code absent}
 */
public record PresenceEvent(String kind, String channel, String id, String profile) {

  public static PresenceEvent of(String kind, ChannelMember member) {
    String profile = member.profile().isPresent() ? member.profile().asJson() : "absent";
    return new PresenceEvent(kind, member.channel(), member.id(), profile);
  }

  public static PresenceEvent join(String channel, String id, String profile) {
    return new PresenceEvent("join", channel, id, profile);
  }

  public static PresenceEvent leave(String channel, String id, String profile) {
    return new PresenceEvent("leave", channel, id, profile);
  }

  public static PresenceEvent update(String channel, String id, String profile) {
    return new PresenceEvent("update", channel, id, profile);
  }
}
