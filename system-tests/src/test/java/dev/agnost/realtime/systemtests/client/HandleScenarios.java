package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.agnost.realtime.Channel;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.systemtests.client.ListenerScenarios.Say;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The handle of one channel: its methods, and listeners for that channel alone. */
interface HandleScenarios extends ScenarioContext {

  @Test
  default void handleReceivesMessagesOfItsChannelOnly() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    join(ann, "room");
    join(ann, "hall");
    Channel room = ann.rt.channel("room");
    room.on("say", message -> received.add("raw " + message.asText()));
    room.on("typed", Say.class, (say, message) -> received.add("class " + say.text()));
    room.on("types", new TypeRef<List<String>>() {}, (all, message) -> received.add("ref " + all));
    room.onAny(message -> received.add("any " + message.event()));

    ann.send("hall", "say", "no", true);
    ann.broadcast("say", "no", true);
    Timeouts.done("send", room.send("say", "yes", true));
    Timeouts.done("send", room.send("typed", new Say("hi", 1)));
    Timeouts.done("send", room.send("types", List.of("a"), true));

    received.expect("any say", "raw yes", "any typed", "class hi", "any types", "ref [a]");
    Timeouts.done("send", room.send("say", "not to myself", false));
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void messageOfAnotherChannelDoesNotUseUpOnce() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    join(ann, "room");
    join(ann, "hall");
    Channel room = ann.rt.channel("room");
    room.once("say", message -> received.add("raw " + message.asText()));
    room.once("say", String.class, (text, message) -> received.add("class " + text));
    room.once("say", new TypeRef<String>() {}, (text, message) -> received.add("ref " + text));

    ann.send("hall", "say", "1");
    ann.send("room", "say", "2");
    ann.send("room", "say", "3");

    received.expect("raw 2", "class 2", "ref 2");
    ann.settle();
    received.expectNothing();
    assertEquals(List.of(), ann.rt.getListeners("say"));
  }

  @Test
  default void handleJoinsLeavesAndReportsWhoDoes() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    Channel room = ann.rt.channel("room");
    room.onJoin(member -> received.add("join " + member.id()));
    room.onLeave(member -> received.add("leave " + member.id()));
    room.onUpdate(member -> received.add("update " + member.profile().asText()));
    join(ann, "hall");
    room.join(true);
    received.expect("join " + ann.id());

    join(bob, "hall");
    bob.rt.channel("room").join();
    received.expect("join " + bob.id());
    assertEquals(2, Timeouts.done("members", room.members()).size());
    bob.rt.updateProfile("bob", false);
    received.expect("update bob");
    bob.rt.leave("hall", false);
    bob.rt.channel("room").leave(false);
    received.expect("leave " + bob.id());
    room.leave();
    received.expect("leave " + ann.id());
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void listenersOfAHandleCountAmongAllListeners() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    join(ann, "room");
    Consumer<Message> first = message -> received.add("first");
    Consumer<Message> second = message -> received.add("second");
    Consumer<Message> third = message -> received.add("third");
    ann.rt.on("say", first);
    Registration registration = ann.rt.channel("room").on("say", second);
    ann.rt.on("say", third);
    ann.rt.channel("room").onAny(message -> received.add("any"));
    assertEquals(List.of(first, second, third), ann.rt.getListeners("say"));

    ann.send("room", "say", 1);
    received.expect("any", "first", "second", "third");
    registration.close();
    ann.rt.offAny();
    ann.send("room", "say", 2);
    received.expect("first", "third");
    ann.rt.channel("room").on("say", second);
    ann.rt.off("say", second);
    assertEquals(List.of(first, third), ann.rt.getListeners("say"));
    ann.rt.channel("room").on("say", second);
    ann.rt.off();

    assertEquals(List.of(), ann.rt.getListeners("say"));
  }

  @Test
  default void handlesOfOneChannelAreEqualAndChecked() {
    RecordingClient ann = idle();

    assertEquals(ann.rt.channel("room"), ann.rt.channel("room"));
    assertEquals(ann.rt.channel("room").hashCode(), ann.rt.channel("room").hashCode());
    assertNotEquals(ann.rt.channel("room"), ann.rt.channel("hall"));
    assertEquals("room", ann.rt.channel("room").name());
    assertThrows(IllegalArgumentException.class, () -> ann.rt.channel(" "));
    assertThrows(
        IllegalArgumentException.class, () -> ann.rt.channel("room").send("disconnect", 1));
  }
}
