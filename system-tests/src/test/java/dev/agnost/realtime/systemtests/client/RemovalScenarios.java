package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Listeners that are removed, and which there are. */
interface RemovalScenarios extends ScenarioContext {

  @Test
  default void closedRegistrationReceivesNoMore() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Registration first = ann.rt.on("say", message -> received.add("first"));
    Registration any = ann.rt.onAny(message -> received.add("any"));
    ann.rt.on("say", message -> received.add("second"));

    first.close();
    first.close();
    any.close();
    ann.broadcast("say", 1);

    received.expect("second");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void offWithAListenerRemovesItsEarliestRegistration() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> twice = message -> received.add("twice");
    ann.rt.on("say", twice);
    ann.rt.on("say", message -> received.add("other"));
    ann.rt.on("say", twice);

    ann.rt.off("say", twice);
    ann.broadcast("say", 1);

    received.expect("other", "twice");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void offWithAListenerWorksForOnce() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> once = message -> received.add("once");
    ann.rt.once("say", once);

    ann.rt.off("say", once);
    ann.rt.off("say", once);
    ann.rt.off("unheard", once);
    ann.broadcast("say", 1);

    ann.settle();
    received.expectNothing();
  }

  @Test
  default void offWithANameRemovesAllListenersOfThatName() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.on("say", message -> received.add("say 1"));
    ann.rt.once("say", message -> received.add("say 2"));
    ann.rt.on("tell", message -> received.add("tell"));
    ann.rt.onAny(message -> received.add("any"));

    ann.rt.off("say");
    ann.broadcast("say", 1);
    ann.broadcast("tell", 1);

    received.expect("any", "any", "tell");
    received.expectSilence();
  }

  @Test
  default void offRemovesNamedListenersAndThoseOfChannels() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.on("say", message -> received.add("say"));
    ann.rt.onJoin(member -> received.add("join"));

    ann.rt.off();
    ann.rt.join("room", true);
    awaitMember(ann, "room");
    ann.send("room", "say", 1);

    assertEquals("say", ann.messages.next().event(), "catch-all listeners stay");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void offLeavesTheListenersOfTheConnection() {
    RecordingClient ann = connect();

    ann.rt.off();
    ann.rt.offAny();
    server().cutConnections();

    ann.connection.next(Lost.class);
  }

  @Test
  default void offAnyRemovesOneOrAllCatchAllListeners() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> removed = message -> received.add("removed");
    ann.rt.onAny(removed);
    ann.rt.onAny(message -> received.add("any"));
    ann.rt.on("say", message -> received.add("named"));

    ann.rt.offAny(removed);
    ann.broadcast("say", 1);
    received.expect("any", "named");

    ann.rt.offAny();
    ann.broadcast("say", 2);
    received.expect("named");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void listenersAreListedInOrderAsTheyWereGiven() {
    RecordingClient ann = idle();
    Consumer<Message> first = message -> {};
    Consumer<Message> second = message -> {};
    ann.rt.on("say", first);
    ann.rt.once("say", second);
    ann.rt.on("say", first);

    assertEquals(List.of(first, second, first), ann.rt.getListeners("say"));
    assertEquals(List.of(), ann.rt.getListeners("unheard"));
    ann.rt.off("say", first);
    assertEquals(List.of(second, first), ann.rt.getListeners("say"));
    ann.rt.off("say");
    assertEquals(List.of(), ann.rt.getListeners("say"));
  }

  @Test
  default void onceIsRemovedBeforeItRuns() {
    EventLog<List<Object>> listed = new EventLog<>("listed");
    RecordingClient ann = connect();
    ann.rt.once("say", message -> listed.add(ann.rt.getListeners("say")));

    ann.broadcast("say", 1);

    listed.expect(List.of());
  }

  @Test
  default void listenerRemovedByAnEarlierOneDoesNotRun() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    List<Registration> second = new CopyOnWriteArrayList<>();
    ann.rt.on(
        "say",
        message -> {
          received.add("first");
          second.forEach(Registration::close);
        });
    second.add(ann.rt.on("say", message -> received.add("second")));

    ann.broadcast("say", 1);

    received.expect("first");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void closedConnectionListenersHearNoMore() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    List<Registration> all =
        List.of(
            ann.rt.onDisconnect(reason -> received.add("disconnect")),
            ann.rt.onReconnectAttempt(number -> received.add("attempt")),
            ann.rt.onError(error -> received.add("error")),
            ann.rt.onStateChange(change -> received.add("state")));

    all.forEach(Registration::close);
    server().stop();

    ann.connection.next(3);
    received.expectSilence();
  }
}
