package dev.agnost.realtime;

/** A member that joined, left, or changed its profile, and the channel in question. Immutable. */
public interface ChannelMember extends Member {

  /** The channel. */
  String channel();
}
