package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.PresenceEvent;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.SentPackets;
import dev.agnost.realtime.tck.client.Timeouts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is true again after a reconnect, and in which order. */
interface RestoreScenarios extends ScenarioContext {

  @Test
  default void profileThenChannelsThenQueuedMessages() {
    RecordingClient ann = connect();
    ann.rt.updateProfile(Map.of("name", "ann"));
    join(ann, "one");
    join(ann, "two");
    server().stop();
    ann.connection.next(Lost.class);
    CompletableFuture<Void> queued = ann.rt.send("one", "say", "hi");

    server().start();

    Timeouts.done("queued message", queued);
    String id = ann.id();
    Timeouts.await("four events", () -> received(id).size() >= 4);
    assertEquals(
        List.of("update", "join one", "join two", "message one"),
        received(id).stream().map(SentPackets::of).toList());
  }

  @Test
  default void othersSeeTheProfileWithTheRejoinAndNoUpdate() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");
    ann.rt.updateProfile(7);
    join(ann, "room");
    String before = ann.id();
    bob.presence.expect(PresenceEvent.join("room", before, "7"));

    server().kick(before);
    bob.presence.expect(PresenceEvent.leave("room", before, "7"));
    ann.connection.skipTo(Lost.class); // open() does nothing while the client is not aware of it
    ann.awaitState(ConnectionState.FAILED);
    ann.open();

    bob.presence.expect(PresenceEvent.join("room", ann.id(), "7"));
    ann.settle();
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void nothingAcceptedOfflineIsLostOrTwiceOrOutOfOrder() {
    RecordingClient ann = connect();
    server().stop();
    ann.connection.next(Lost.class);
    List<CompletableFuture<Void>> accepted = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      accepted.add(ann.rt.send("room", "n" + i, i));
    }

    server().start();

    accepted.forEach(future -> Timeouts.done("queued message", future));
    ann.send("room", "last", 0);
    String id = ann.id();
    Timeouts.await("last message", () -> SentPackets.eventNames(received(id)).contains("last"));
    List<String> expected =
        new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());
    expected.add("last");
    assertEquals(expected, SentPackets.eventNames(received(id)));
  }

  @Test
  default void queuedMessagesHaveTheirEchoBecauseTheChannelIsJoinedBefore() {
    RecordingClient ann = connect();
    join(ann, "room");
    server().cutConnections();
    ann.connection.next(Lost.class);

    CompletableFuture<Void> sent = ann.rt.send("room", "say", "hi");

    Timeouts.done("send", sent);
    Message echo = ann.messages.next();
    assertEquals("say", echo.event());
  }

  @Test
  default void offlineWishesAreRestoredAsTheyAreInTheEndAndNotReplayed() {
    RecordingClient ann = idle();
    ann.rt.join("kept");
    ann.rt.join("left");
    ann.rt.updateProfile("old");
    ann.rt.leave("left");
    ann.rt.updateProfile("new");
    ann.rt.join("kept");

    ann.open();

    String id = ann.id();
    awaitMember(ann, "kept");
    assertEquals(
        List.of("update", "join kept"), received(id).stream().map(SentPackets::of).toList());
    assertEquals("\"new\"", ann.rt.getMembers("kept").join().get(0).profile().asJson(), "profile");
  }

  @Test
  default void connectIsAnnouncedAfterTheRestore() {
    RecordingClient ann = idle();
    ann.rt.join("room");
    ann.rt.onConnect(() -> ann.rt.send("room", "first", 1).isDone());

    ann.open();

    Timeouts.await("message", () -> received(ann.id()).size() == 2);
    assertEquals(
        List.of("join room", "message room"),
        received(ann.id()).stream().map(SentPackets::of).toList());
  }

  @Test
  default void falsyProfilesSurviveAReconnect() {
    for (Object profile : Arrays.asList(0, "", false, null)) {
      RecordingClient ann = connect();
      ann.rt.updateProfile(profile);
      join(ann, "room");
      server().kick(ann.id());
      ann.connection.next(Lost.class);

      ann.open();

      awaitMember(ann, "room");
      var members = Timeouts.done("getMembers", ann.rt.getMembers("room"));
      assertEquals(1, members.size());
      assertEquals(true, members.get(0).profile().isPresent(), () -> "profile " + profile);
      assertEquals(profile, members.get(0).profile().as(Object.class));
      ann.closeManually();
    }
  }

  @Test
  default void channelLeftIsNotJoinedAgain() {
    RecordingClient ann = connect();
    join(ann, "left");
    ann.rt.leave("left");
    join(ann, "kept");
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    awaitMember(ann, "kept");

    assertEquals(List.of("join kept"), received(ann.id()).stream().map(SentPackets::of).toList());
  }

  @Test
  default void withoutAutoJoinOnlyTheProfileIsRestored() {
    RecordingClient ann = connect(options -> options.autoJoinChannels(false));
    ann.rt.updateProfile("ann");
    join(ann, "room");
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    ann.send("room", "say", "hi");

    String id = ann.id();
    Timeouts.await("message", () -> SentPackets.eventNames(received(id)).contains("say"));
    assertEquals(
        List.of("update", "message room"), received(id).stream().map(SentPackets::of).toList());
  }

  @Test
  default void echoChosenAtTheJoinIsChosenAtTheRejoin() {
    RecordingClient ann = connect(options -> options.echoMessages(false));
    ann.rt.join("announced", true);
    ann.rt.join("silent");
    ann.presence.expect(PresenceEvent.join("announced", ann.id(), "absent"));
    awaitMember(ann, "silent");

    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    awaitMember(ann, "silent");
    ann.presence.expect(PresenceEvent.join("announced", ann.id(), "absent"));
    ann.settle();
    ann.presence.expectNothing();
  }
}
