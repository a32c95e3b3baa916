package dev.agnost.realtime.tck.client;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Joining, leaving, profiles, and who hears of them. */
interface ChannelScenarios extends Scene {

  @Test
  default void joinIsHeardByMembersAndByItselfIfEchoed() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");

    bob.rt.join("room");

    bob.presence.expect(Presence.join("room", bob.id(), "absent"));
    ann.presence.expect(Presence.join("room", bob.id(), "absent"));
  }

  @Test
  default void joinWithoutEchoIsHeardByOthersOnly() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");

    bob.rt.join("room", false);

    ann.presence.expect(Presence.join("room", bob.id(), "absent"));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void joinIsNotEchoedIfTheOptionSaysSo() {
    WatchedClient ann = connect(options -> options.echoMessages(false));

    ann.rt.join("room");

    awaitMember(ann, "room");
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void joinTwiceIsHeardOnce() {
    WatchedClient ann = connect();

    ann.rt.join("room");
    ann.rt.join("room");

    ann.presence.expect(Presence.join("room", ann.id(), "absent"));
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void leaveIsHeardByMembersAndByItselfIfEchoed() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    bob.rt.leave("room");

    ann.presence.expect(Presence.leave("room", bob.id(), "absent"));
    bob.presence.expect(Presence.leave("room", bob.id(), "absent"));
  }

  @Test
  default void leaveWithoutEchoIsHeardByOthersOnly() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    bob.rt.leave("room", false);

    ann.presence.expect(Presence.leave("room", bob.id(), "absent"));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void leaveOfAChannelNeverJoinedIsHarmless() {
    WatchedClient ann = connect();

    ann.rt.leave("never-joined");

    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void leftChannelIsHeardNoMore() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");
    ann.rt.leave("room", true);
    ann.presence.expect(Presence.leave("room", ann.id(), "absent"));

    bob.send("room", "say", 1);

    bob.settle();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void updateIsHeardOncePerChannel() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "one");
    join(ann, "two");
    join(bob, "one");
    ann.presence.next();

    ann.rt.updateProfile(Map.of("name", "ann"));

    String profile = "{\"name\":\"ann\"}";
    bob.presence.expect(Presence.update("one", ann.id(), profile));
    ann.presence.expect(
        Presence.update("one", ann.id(), profile), Presence.update("two", ann.id(), profile));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void updateWithoutEchoIsHeardByOthersOnly() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    ann.rt.updateProfile("ann", false);

    bob.presence.expect(Presence.update("room", ann.id(), "\"ann\""));
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void profileComesWithJoinAndLeave() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(bob, "room");
    ann.rt.updateProfile("ann");
    join(ann, "room");
    String id = ann.id();

    ann.closeByHand();

    bob.presence.expect(
        Presence.join("room", id, "\"ann\""), Presence.leave("room", id, "\"ann\""));
  }

  @Test
  default void falsyProfilesAreProfiles() {
    WatchedClient ann = connect();
    join(ann, "room");

    ann.rt.updateProfile(null);
    ann.rt.updateProfile(0);
    ann.rt.updateProfile("");
    ann.rt.updateProfile(false);

    String id = ann.id();
    ann.presence.expect(
        Presence.update("room", id, "null"),
        Presence.update("room", id, "0"),
        Presence.update("room", id, "\"\""),
        Presence.update("room", id, "false"));
  }

  @Test
  default void binaryProfileArrivesAsBytes() {
    WatchedClient ann = connect();
    join(ann, "room");
    EventLog<Integer> sizes = new EventLog<>("profile sizes");
    ann.rt.onUpdate(member -> sizes.add(member.profile().asBytes().length));

    ann.rt.updateProfile(new byte[] {1, 2, 3});

    sizes.expect(3);
  }

  @Test
  default void lostMemberIsHeardToLeave() {
    WatchedClient ann = connect();
    WatchedClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    String id = bob.id();
    ann.presence.expect(Presence.join("room", id, "absent"));

    bob.client.close();

    ann.presence.expect(Presence.leave("room", id, "absent"));
  }

  @Test
  default void channelsWithOddNamesWork() {
    WatchedClient ann = connect();
    for (String channel :
        new String[] {"dotted.one", "with space", "ümlaut \uD83D\uDE00", "\"q\""}) {
      ann.rt.join(channel);
      ann.presence.expect(Presence.join(channel, ann.id(), "absent"));
    }
  }
}
