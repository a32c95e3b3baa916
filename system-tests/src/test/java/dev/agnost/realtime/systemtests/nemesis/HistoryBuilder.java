package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.SendResult.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Builds the history of a client, one call after another. */
final class HistoryBuilder {

  static final int CLIENT = 7;
  static final String THREAD = "callback-";

  private final List<ListenerCall> calls = new ArrayList<>();
  private final List<SendResult> results = new ArrayList<>();
  private long now;
  private long closed = Long.MAX_VALUE;

  /** The next call, as it should be. */
  HistoryBuilder event(ListenerEvent what) {
    return eventOn(THREAD + "1", what);
  }

  HistoryBuilder eventOn(String thread, ListenerEvent what) {
    calls.add(new ListenerCall(what, thread, now + 1, now + 2));
    now += 2;
    return this;
  }

  /** A call that begins while the last one is still running. */
  HistoryBuilder overlappingEvent(ListenerEvent what) {
    calls.add(new ListenerCall(what, THREAD + "2", now - 1, now + 1));
    now += 1;
    return this;
  }

  HistoryBuilder connected() {
    return event(new ListenerEvent.Connected());
  }

  HistoryBuilder lost() {
    return event(new ListenerEvent.Lost());
  }

  HistoryBuilder attempts(long... numbers) {
    for (long number : numbers) {
      event(new ListenerEvent.Attempt(number));
    }
    return this;
  }

  HistoryBuilder closedByApplication() {
    return event(new ListenerEvent.ClosedByApplication());
  }

  HistoryBuilder delivered(int sender, int number) {
    return event(new ListenerEvent.MessageReceived(new MessageId(sender, number)));
  }

  HistoryBuilder result(int number, Outcome outcome, int times) {
    results.add(new SendResult(new MessageId(CLIENT, number), outcome, times));
    return this;
  }

  /** The client has closed for good. */
  HistoryBuilder closed() {
    closed = now++;
    return this;
  }

  ClientHistory history() {
    return new ClientHistory(CLIENT, calls, results, THREAD, closed);
  }

  List<String> callViolations() {
    return ListenerCallChecker.check(history()).stream().map(Violation::invariant).toList();
  }

  List<String> deliveryViolations(ReceivedMessage... received) {
    return DeliveryChecker.check(List.of(received), List.of(history())).stream()
        .map(Violation::invariant)
        .toList();
  }

  /** The server received this. */
  static ReceivedMessage received(String socketId, int sender, int number) {
    return new ReceivedMessage(socketId, new MessageId(sender, number));
  }
}
