package dev.agnost.realtime.systemtests.nemesis;

import java.util.Set;
import java.util.TreeSet;

/** Compares the members of a channel with the clients that joined it: I51. */
final class Membership {

  private Membership() {}

  /** What differs, in a sentence; empty if nothing. */
  static String difference(String channel, Set<String> desiredChannels, Set<String> members) {
    Set<String> missing = new TreeSet<>(desiredChannels);
    missing.removeAll(members);
    Set<String> surplus = new TreeSet<>(members);
    surplus.removeAll(desiredChannels);
    String text = missing.isEmpty() ? "" : " lacks " + missing;
    text += surplus.isEmpty() ? "" : " has " + surplus + " too many";
    return text.isEmpty() ? "" : channel + text;
  }
}
