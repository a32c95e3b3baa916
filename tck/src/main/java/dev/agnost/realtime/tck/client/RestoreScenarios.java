package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is true again after a reconnect, and in which order. */
sealed interface RestoreScenarios extends Scene permits Scenarios {

  @Test
  default void profileThenChannelsThenQueuedMessages() {
    WatchedClient ann = connect();
    ann.rt.updateProfile(Map.of("name", "ann"));
    join(ann, "one");
    join(ann, "two");
    server().stop();
    ann.connection.next(Lost.class);
    CompletableFuture<Void> queued = ann.rt.send("one", "say", "hi");

    server().start();

    Patience.done("queued message", queued);
    String id = ann.id();
    Patience.await("four events", () -> received(id).size() >= 4);
    assertEquals(
        List.of("update", "join one", "join two", "message one"),
        received(id).stream().map(Sent::of).toList());
  }

  @Test
  default void othersSeeTheProfileWithTheRejoinAndNoUpdate() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(bob, "room");
    ann.rt.updateProfile(7);
    join(ann, "room");
    String before = ann.id();
    bob.presence.expect(Presence.join("room", before, "7"));

    server().kick(before);
    bob.presence.expect(Presence.leave("room", before, "7"));
    ann.connection.skipTo(Lost.class); // open() does nothing while the client is not aware of it
    ann.awaitState(ConnectionState.FAILED);
    ann.open();

    bob.presence.expect(Presence.join("room", ann.id(), "7"));
    ann.settle();
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void nothingAcceptedOfflineIsLostOrTwiceOrOutOfOrder() {
    WatchedClient ann = connect();
    server().stop();
    ann.connection.next(Lost.class);
    List<CompletableFuture<Void>> accepted = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      accepted.add(ann.rt.send("room", "n" + i, i));
    }

    server().start();

    accepted.forEach(future -> Patience.done("queued message", future));
    ann.send("room", "last", 0);
    String id = ann.id();
    Patience.await("last message", () -> Sent.eventNames(received(id)).contains("last"));
    List<String> expected =
        new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());
    expected.add("last");
    assertEquals(expected, Sent.eventNames(received(id)));
  }

  @Test
  default void queuedMessagesHaveTheirEchoBecauseTheChannelIsJoinedBefore() {
    WatchedClient ann = connect();
    join(ann, "room");
    server().cutConnections();
    ann.connection.next(Lost.class);

    CompletableFuture<Void> sent = ann.rt.send("room", "say", "hi");

    Patience.done("send", sent);
    Message echo = ann.messages.next();
    assertEquals("say", echo.event());
  }

  @Test
  default void offlineWishesAreRestoredAsTheyAreInTheEndAndNotReplayed() {
    WatchedClient ann = idle();
    ann.rt.join("kept");
    ann.rt.join("left");
    ann.rt.updateProfile("old");
    ann.rt.leave("left");
    ann.rt.updateProfile("new");
    ann.rt.join("kept");

    ann.open();

    String id = ann.id();
    awaitMember(ann, "kept");
    assertEquals(List.of("update", "join kept"), received(id).stream().map(Sent::of).toList());
    assertEquals("\"new\"", ann.rt.getMembers("kept").join().get(0).profile().asJson(), "profile");
  }

  @Test
  default void connectIsAnnouncedAfterTheRestore() {
    WatchedClient ann = idle();
    ann.rt.join("room");
    ann.rt.onConnect(() -> ann.rt.send("room", "first", 1).isDone());

    ann.open();

    Patience.await("message", () -> received(ann.id()).size() == 2);
    assertEquals(
        List.of("join room", "message room"), received(ann.id()).stream().map(Sent::of).toList());
  }

  @Test
  default void falsyProfilesSurviveAReconnect() {
    for (Object profile : Arrays.asList(0, "", false, null)) {
      WatchedClient ann = connect();
      ann.rt.updateProfile(profile);
      join(ann, "room");
      server().kick(ann.id());
      ann.connection.next(Lost.class);

      ann.open();

      awaitMember(ann, "room");
      var members = Patience.done("getMembers", ann.rt.getMembers("room"));
      assertEquals(1, members.size());
      assertEquals(true, members.get(0).profile().isPresent(), () -> "profile " + profile);
      assertEquals(profile, members.get(0).profile().as(Object.class));
      ann.closeByHand();
    }
  }

  @Test
  default void channelLeftIsNotJoinedAgain() {
    WatchedClient ann = connect();
    join(ann, "left");
    ann.rt.leave("left");
    join(ann, "kept");
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    awaitMember(ann, "kept");

    assertEquals(List.of("join kept"), received(ann.id()).stream().map(Sent::of).toList());
  }

  @Test
  default void withoutAutoJoinOnlyTheProfileIsRestored() {
    WatchedClient ann = connect(options -> options.autoJoinChannels(false));
    ann.rt.updateProfile("ann");
    join(ann, "room");
    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    ann.send("room", "say", "hi");

    String id = ann.id();
    Patience.await("message", () -> Sent.eventNames(received(id)).contains("say"));
    assertEquals(List.of("update", "message room"), received(id).stream().map(Sent::of).toList());
  }

  @Test
  default void echoChosenAtTheJoinIsChosenAtTheRejoin() {
    WatchedClient ann = connect(options -> options.echoMessages(false));
    ann.rt.join("heard", true);
    ann.rt.join("silent");
    ann.presence.expect(Presence.join("heard", ann.id(), "absent"));
    awaitMember(ann, "silent");

    server().cutConnections();
    ann.connection.next(Lost.class);
    ann.open();

    awaitMember(ann, "silent");
    ann.presence.expect(Presence.join("heard", ann.id(), "absent"));
    ann.settle();
    ann.presence.expectNothing();
  }
}
