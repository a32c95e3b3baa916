package dev.agnost.realtime.systemtests.nemesis;

import java.util.Set;
import java.util.TreeSet;

/** Compares who is in a channel with who wishes to be: I51. */
final class Membership {

  private Membership() {}

  /** What differs, in a sentence; empty if nothing. */
  static String difference(String channel, Set<String> wished, Set<String> members) {
    Set<String> missing = new TreeSet<>(wished);
    missing.removeAll(members);
    Set<String> surplus = new TreeSet<>(members);
    surplus.removeAll(wished);
    String text = missing.isEmpty() ? "" : " lacks " + missing;
    text += surplus.isEmpty() ? "" : " has " + surplus + " too many";
    return text.isEmpty() ? "" : channel + text;
  }
}
