package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Listeners that are removed, and which there are. */
interface RemovalScenarios extends Scene {

  @Test
  default void closedRegistrationHearsNoMore() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    Registration first = ann.rt.on("say", message -> heard.add("first"));
    Registration any = ann.rt.onAny(message -> heard.add("any"));
    ann.rt.on("say", message -> heard.add("second"));

    first.close();
    first.close();
    any.close();
    ann.broadcast("say", 1);

    heard.expect("second");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void offWithAListenerRemovesItsEarliestRegistration() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    Consumer<Message> twice = message -> heard.add("twice");
    ann.rt.on("say", twice);
    ann.rt.on("say", message -> heard.add("other"));
    ann.rt.on("say", twice);

    ann.rt.off("say", twice);
    ann.broadcast("say", 1);

    heard.expect("other", "twice");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void offWithAListenerWorksForOnce() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    Consumer<Message> once = message -> heard.add("once");
    ann.rt.once("say", once);

    ann.rt.off("say", once);
    ann.rt.off("say", once);
    ann.rt.off("unheard", once);
    ann.broadcast("say", 1);

    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void offWithANameRemovesAllListenersOfThatName() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    ann.rt.on("say", message -> heard.add("say 1"));
    ann.rt.once("say", message -> heard.add("say 2"));
    ann.rt.on("tell", message -> heard.add("tell"));
    ann.rt.onAny(message -> heard.add("any"));

    ann.rt.off("say");
    ann.broadcast("say", 1);
    ann.broadcast("tell", 1);

    heard.expect("any", "any", "tell");
    heard.expectSilence();
  }

  @Test
  default void offRemovesNamedListenersAndThoseOfChannels() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    ann.rt.on("say", message -> heard.add("say"));
    ann.rt.onJoin(member -> heard.add("join"));

    ann.rt.off();
    ann.rt.join("room", true);
    awaitMember(ann, "room");
    ann.send("room", "say", 1);

    assertEquals("say", ann.messages.next().event(), "catch-all listeners stay");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void offLeavesTheListenersOfTheConnection() {
    WatchedClient ann = connect();

    ann.rt.off();
    ann.rt.offAny();
    server().cutConnections();

    ann.connection.next(Lost.class);
  }

  @Test
  default void offAnyRemovesOneOrAllCatchAllListeners() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    Consumer<Message> removed = message -> heard.add("removed");
    ann.rt.onAny(removed);
    ann.rt.onAny(message -> heard.add("any"));
    ann.rt.on("say", message -> heard.add("named"));

    ann.rt.offAny(removed);
    ann.broadcast("say", 1);
    heard.expect("any", "named");

    ann.rt.offAny();
    ann.broadcast("say", 2);
    heard.expect("named");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void listenersAreListedInOrderAsTheyWereGiven() {
    WatchedClient ann = idle();
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
    WatchedClient ann = connect();
    ann.rt.once("say", message -> listed.add(ann.rt.getListeners("say")));

    ann.broadcast("say", 1);

    listed.expect(List.of());
  }

  @Test
  default void listenerRemovedByAnEarlierOneDoesNotRun() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    List<Registration> second = new CopyOnWriteArrayList<>();
    ann.rt.on(
        "say",
        message -> {
          heard.add("first");
          second.forEach(Registration::close);
        });
    second.add(ann.rt.on("say", message -> heard.add("second")));

    ann.broadcast("say", 1);

    heard.expect("first");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void closedConnectionListenersHearNoMore() {
    EventLog<String> heard = new EventLog<>("heard");
    WatchedClient ann = connect();
    List<Registration> all =
        List.of(
            ann.rt.onDisconnect(reason -> heard.add("disconnect")),
            ann.rt.onReconnectAttempt(number -> heard.add("attempt")),
            ann.rt.onError(error -> heard.add("error")),
            ann.rt.onStateChange(change -> heard.add("state")));

    all.forEach(Registration::close);
    server().stop();

    ann.connection.next(3);
    heard.expectSilence();
  }
}
