package dev.agnost.realtime.systemtests.nemesis;

import java.util.Comparator;
import java.util.List;

/**
 * What one client told its application, from its making to its end.
 *
 * @param client its number
 * @param calls of its listeners, in the order in which they began
 * @param fates of its messages
 * @param threads how the names of the threads begin on which listeners may run
 * @param closed when it had said that it is closed for good, by {@link System#nanoTime}
 */
record Story(int client, List<Call> calls, List<Fate> fates, String threads, long closed) {

  Story {
    calls = calls.stream().sorted(Comparator.comparingLong(Call::begin)).toList();
    fates = List.copyOf(fates);
  }
}
