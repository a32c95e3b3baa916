package dev.agnost.realtime.systemtests.nemesis;

import java.util.Comparator;
import java.util.List;

/**
 * What one client event its application, from its making to its end.
 *
 * @param client its number
 * @param calls of its listeners, in the order in which they began
 * @param results of its messages
 * @param threads how the names of the threads begin on which listeners may run
 * @param closed when it had closed, by {@link System#nanoTime}
 */
record ClientHistory(
    int client, List<ListenerCall> calls, List<SendResult> results, String threads, long closed) {

  ClientHistory {
    calls = calls.stream().sorted(Comparator.comparingLong(ListenerCall::begin)).toList();
    results = List.copyOf(results);
  }
}
