package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.ChannelMember;

/**
 * What onJoin, onLeave and onUpdate are told.
 *
 * @param kind {@code join}, {@code leave} or {@code update}
 * @param profile its JSON, or {@code absent}
 */
public record Presence(String kind, String channel, String id, String profile) {

  public static Presence of(String kind, ChannelMember member) {
    String profile = member.profile().isPresent() ? member.profile().asJson() : "absent";
    return new Presence(kind, member.channel(), member.id(), profile);
  }

  public static Presence join(String channel, String id, String profile) {
    return new Presence("join", channel, id, profile);
  }

  public static Presence leave(String channel, String id, String profile) {
    return new Presence("leave", channel, id, profile);
  }

  public static Presence update(String channel, String id, String profile) {
    return new Presence("update", channel, id, profile);
  }
}
