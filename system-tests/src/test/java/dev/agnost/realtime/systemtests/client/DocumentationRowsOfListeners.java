package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.UserAccount;
import dev.agnost.realtime.UserSession;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rows of {@link DocumentationRows} that are about listeners. */
interface DocumentationRowsOfListeners extends ScenarioContext {

  @Test
  default void row03_offAnyRemovesOneOrAllCatchAllListeners() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> removed = message -> received.add("removed");
    ann.rt.onAny(removed);
    ann.rt.onAny(message -> received.add("any " + message.asText()));
    ann.rt.on("say", message -> received.add("named " + message.asText()));

    ann.rt.offAny(removed);
    ann.broadcast("say", 1);
    received.expect("any 1", "named 1");
    ann.rt.offAny();
    ann.broadcast("say", 2);

    received.expect("named 2");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void row04_offWithANameRemovesAllListenersOfTheEvent() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.once("say", message -> received.add("once"));
    ann.rt.on("say", message -> received.add("first"));
    ann.rt.on("say", message -> received.add("second"));
    ann.rt.on("tell", message -> received.add("tell"));

    ann.rt.off("say");
    ann.broadcast("say", 1);
    ann.broadcast("tell", 1);

    received.expect("tell");
    assertEquals(List.of(), ann.rt.getListeners("say"));
  }

  @Test
  default void row05_offRemovesAllListenersAndNothingInternal() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.updateProfile("ann");
    join(ann, "room");
    ann.rt.on("say", message -> received.add("say"));
    ann.rt.once("say", message -> received.add("once"));
    ann.rt.onJoin(member -> received.add("join"));

    ann.rt.off();
    ann.broadcast("say", 1);
    ann.settle();
    received.expectNothing();
    server().cutConnections();

    ann.connection.next(Lost.class);
    ann.open();
    awaitMember(ann, "room");
    assertEquals(List.of("update", "join room"), sentSince(ann));
  }

  @Test
  default void row12_catchAllListenerGetsNameAndPayload() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.onAny(message -> received.add(message.event() + " " + message.asText()));

    ann.broadcast("say", "hi");

    received.expect("say hi");
  }

  @Test
  default void row13_userListenerGetsNameSessionAndUser() {
    EventLog<List<String>> received = new EventLog<>("user events");
    RecordingClient ann = connect();
    ann.rt.onUserEvent((name, session, user) -> received.add(List.of(name, of(session), of(user))));

    String event = "\"user:signin\"";
    String session = "{\"userId\":\"u-1\",\"token\":\"t-1\",\"creationDtm\":\"2024\"}";
    for (String user : List.of("{\"_id\":\"u-1\"}", "null")) {
      String arguments = String.join(",", event, event, session, user);
      server().sendRawText(ann.id(), "42[" + arguments + "]");
    }

    received.expect(
        List.of("user:signin", "session of u-1", "user u-1"),
        List.of("user:signin", "session of u-1", "no user"));
  }

  private static String of(@Nullable UserSession session) {
    return session == null ? "no session" : "session of " + session.userId();
  }

  private static String of(@Nullable UserAccount user) {
    return user == null ? "no user" : "user " + user.id();
  }

  @Test
  default void row21_listenerThatThrowsStopsNoOther() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> throwing =
        message -> {
          throw new IllegalStateException("thrown by a listener of a test");
        };
    ann.rt.onAny(throwing);
    ann.rt.on("say", throwing);
    ann.rt.on("say", message -> received.add("said " + message.asText()));

    ann.broadcast("say", 1);
    ann.broadcast("say", 2);

    received.expect("said 1", "said 2");
    ann.settle();
    ann.connection.expectNothing();
  }
}
