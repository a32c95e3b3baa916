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
    EventLog<String> heard = new EventLog<>("heard");
    RecordingClient ann = connect();
    Consumer<Message> removed = message -> heard.add("removed");
    ann.rt.onAny(removed);
    ann.rt.onAny(message -> heard.add("any " + message.asText()));
    ann.rt.on("say", message -> heard.add("named " + message.asText()));

    ann.rt.offAny(removed);
    ann.broadcast("say", 1);
    heard.expect("any 1", "named 1");
    ann.rt.offAny();
    ann.broadcast("say", 2);

    heard.expect("named 2");
    ann.settle();
    heard.expectNothing();
  }

  @Test
  default void row04_offWithANameRemovesAllListenersOfTheEvent() {
    EventLog<String> heard = new EventLog<>("heard");
    RecordingClient ann = connect();
    ann.rt.once("say", message -> heard.add("once"));
    ann.rt.on("say", message -> heard.add("first"));
    ann.rt.on("say", message -> heard.add("second"));
    ann.rt.on("tell", message -> heard.add("tell"));

    ann.rt.off("say");
    ann.broadcast("say", 1);
    ann.broadcast("tell", 1);

    heard.expect("tell");
    assertEquals(List.of(), ann.rt.getListeners("say"));
  }

  @Test
  default void row05_offRemovesAllListenersAndNothingInternal() {
    EventLog<String> heard = new EventLog<>("heard");
    RecordingClient ann = connect();
    ann.rt.updateProfile("ann");
    join(ann, "room");
    ann.rt.on("say", message -> heard.add("say"));
    ann.rt.once("say", message -> heard.add("once"));
    ann.rt.onJoin(member -> heard.add("join"));

    ann.rt.off();
    ann.broadcast("say", 1);
    ann.settle();
    heard.expectNothing();
    server().cutConnections();

    ann.connection.next(Lost.class);
    ann.open();
    awaitMember(ann, "room");
    assertEquals(List.of("update", "join room"), sentSince(ann));
  }

  @Test
  default void row12_catchAllListenerGetsNameAndPayload() {
    EventLog<String> heard = new EventLog<>("heard");
    RecordingClient ann = connect();
    ann.rt.onAny(message -> heard.add(message.event() + " " + message.asText()));

    ann.broadcast("say", "hi");

    heard.expect("say hi");
  }

  @Test
  default void row13_userListenerGetsNameSessionAndUser() {
    EventLog<List<String>> heard = new EventLog<>("user events");
    RecordingClient ann = connect();
    ann.rt.onUserEvent((name, session, user) -> heard.add(List.of(name, of(session), of(user))));

    String event = "\"user:signin\"";
    String session = "{\"userId\":\"u-1\",\"token\":\"t-1\",\"creationDtm\":\"2024\"}";
    for (String user : List.of("{\"_id\":\"u-1\"}", "null")) {
      String arguments = String.join(",", event, event, session, user);
      server().sendRawText(ann.id(), "42[" + arguments + "]");
    }

    heard.expect(
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
    EventLog<String> heard = new EventLog<>("heard");
    RecordingClient ann = connect();
    Consumer<Message> throwing =
        message -> {
          throw new IllegalStateException("thrown by a listener of a test");
        };
    ann.rt.onAny(throwing);
    ann.rt.on("say", throwing);
    ann.rt.on("say", message -> heard.add("said " + message.asText()));

    ann.broadcast("say", 1);
    ann.broadcast("say", 2);

    heard.expect("said 1", "said 2");
    ann.settle();
    ann.connection.expectNothing();
  }
}
